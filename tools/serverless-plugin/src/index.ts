// The plugin as the Serverless Framework loads it: the footer of its bundle makes this class `module.exports`.
export { ImmortalPlugin as default } from './plugin';

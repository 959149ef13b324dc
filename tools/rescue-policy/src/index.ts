// The plugin as the Serverless Framework loads it: build.cjs makes this class `module.exports`.
export { RescuePolicyPlugin as default } from './plugin';

// The plugin as the Serverless Framework loads it: build.cjs makes this class `module.exports`.
export { DeadLetterPlugin as default } from './plugin';

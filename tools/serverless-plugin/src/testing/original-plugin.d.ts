// serverless-plugin-lambda-dead-letter has no types.
declare module 'serverless-plugin-lambda-dead-letter' {
  export default class OriginalPlugin {
    constructor(serverless: object, options: object);
    readonly hooks: Readonly<Record<'deploy:deploy', () => PromiseLike<unknown>>>;
  }
}

// As much of the Serverless Framework as both plugins touch, for specs.
import {
  type DeadLetterConfig,
  type LegacyRequest,
  type Serverless,
  type Template,
} from '../framework';

const removed: LegacyRequest = (service, method) => {
  throw new Error(`provider.request() was removed: ${service}.${method}`);
};

/** @param deadLetters the `deadLetter:` of each function, by its key */
export function fakeFramework(deadLetters: Record<string, DeadLetterConfig | undefined>) {
  const template: Template = { Resources: {} };
  const logicalName = (key: string) => key.charAt(0).toUpperCase() + key.slice(1);
  const provider = {
    naming: {
      getLambdaLogicalId: (key: string) => `${logicalName(key)}LambdaFunction`,
      getLogGroupLogicalId: (key: string) => `${key}LogGroup`,
      getNormalizedFunctionName: logicalName,
      getStackName: () => 'shop-dev',
    },
    getRegion: () => 'eu-west-1',
    getAwsSdkV3Config: () => Promise.resolve({ region: 'eu-west-1' }),
    request: removed,
  };
  const serverless = {
    classes: { Error },
    cli: { log: jest.fn<undefined, [string]>() },
    configSchemaHandler: { defineFunctionProperties: jest.fn() },
    pluginManager: { getPlugins: (): object[] => [] },
    service: {
      provider: { compiledCloudFormationTemplate: template },
      getAllFunctions: () => Object.keys(deadLetters),
      getFunction: (key: string) => ({
        name: `shop-dev-${key}`,
        deadLetter: deadLetters[key] ?? null,
      }),
    },
    getProvider: () => provider,
  } satisfies Serverless & Record<string, unknown>;
  const log = { info: jest.fn<undefined, [string]>(), warning: jest.fn<undefined, [string]>() };
  return { serverless, provider, template, log };
}

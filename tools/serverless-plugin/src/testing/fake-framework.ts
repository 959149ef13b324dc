// The part of the Serverless Framework that this plugin and the original one use, for specs.
import { createContext, type PluginContext } from '../context';
import { type FunctionConfig, type LegacyRequest, type Serverless } from '../framework';
import { type Template } from '../template';

/** An error that the framework prints without its stack. */
export class UserError extends Error {
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

const removed: LegacyRequest = (service, method) => {
  throw new Error(`provider.request() was removed: ${service}.${method}`);
};

/** @param functions the configuration of each function, by its key; its name is shop-dev-KEY unless it has one */
export function fakeFramework(
  functions: Readonly<Record<string, Partial<FunctionConfig>>>,
  template: Template = { Resources: {} },
) {
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
    classes: { Error: UserError },
    cli: { log: jest.fn<undefined, [string]>() },
    configSchemaHandler: { defineFunctionProperties: jest.fn() },
    configurationInput: {},
    pluginManager: { plugins: [] },
    processedInput: { commands: ['package'] },
    service: {
      service: 'shop',
      custom: {
        network: 'own',
        networks: {
          own: { subnets: 'subnet-1', securityGroups: 'sg-1', assignPublicIp: 'ENABLED' },
        },
      },
      provider: { compiledCloudFormationTemplate: template },
      getAllFunctions: () => Object.keys(functions),
      getFunction: (key: string) => ({ name: `shop-dev-${key}`, ...functions[key] }),
      getAllLayers: () => [],
      getLayer: () => ({}),
    },
    serviceDir: '/nowhere',
    getProvider: () => provider,
  } satisfies Serverless & Record<string, unknown>;
  const log = {
    info: jest.fn<undefined, [string]>(),
    notice: jest.fn<undefined, [string]>(),
    warning: jest.fn<undefined, [string]>(),
  };
  const context: PluginContext = createContext(serverless, { log });
  return { serverless, provider, template, log, context };
}

// Makes the `deadLetter:` syntax of serverless-plugin-lambda-dead-letter (2017) sound on osls 4.
import { writeDeadLetter } from './compiled-template';
import { grantDestinations } from './destinations';
import { DeadLetterError } from './errors';
import { type LegacyRequest, type PluginUtils, type Serverless } from './framework';
import { fitPolicies } from './policy-room';
import { FUNCTION_SCHEMA } from './schema';
import { grantSources } from './sources';
import { describeStackResource, updateDeadLetterTarget, type SdkDeps } from './sdk-calls';
import { grantLogs } from './logs';
import { type MadeResources } from './target';
import { dropNextUpdated } from './updated-line';

/** What serverless-plugin-lambda-dead-letter offers to this plugin. */
interface OriginalPlugin extends MadeResources {
  compileFunctionDeadLetterResources(): Promise<unknown>;
}

/**
 * A plugin of the Serverless Framework, listed before `serverless-plugin-lambda-dead-letter`. It
 * - declares the schema of `deadLetter:`;
 * - calls the hook that makes the queues and topics of `sqs:` and `sns:` (the framework has renamed it);
 * - writes `DeadLetterConfig` and the right to send into the compiled template;
 * - gives the role that functions share the right to write their logs, and no others;
 * - grants the right to send to `destinations:`, and to read queues and streams;
 * - says where the rights of one role do not fit into its policies;
 * - answers the calls that the other plugin makes after the deployment.
 */
export class DeadLetterPlugin {
  readonly hooks: Readonly<Record<string, () => unknown>>;

  constructor(
    private readonly serverless: Serverless,
    _options: unknown,
    private readonly utils: PluginUtils,
  ) {
    serverless.configSchemaHandler.defineFunctionProperties('aws', FUNCTION_SCHEMA);
    const provider = serverless.getProvider('aws');
    provider.request = this.answering(provider.request.bind(provider));
    this.hooks = {
      'package:compileEvents': () => this.compileMadeResources(),
      // Only now does the template hold the resources of serverless.yml, which roles and queues are.
      'after:aws:package:finalize:mergeCustomProviderResources': () => {
        this.writeDeadLetters();
        this.grantLogs();
        this.asUserError(() => {
          const { compiledCloudFormationTemplate: template } = this.serverless.service.provider;
          grantDestinations(template, this.warn);
          grantSources(template);
          fitPolicies(template, this.warn);
        });
      },
    };
  }

  /** The two calls of the original plugin; any other still gets the framework's own explanation. */
  private answering(fallback: LegacyRequest): LegacyRequest {
    const provider = this.serverless.getProvider('aws');
    const deps: SdkDeps = {
      config: () => provider.getAwsSdkV3Config(),
      region: provider.getRegion(),
      unchanged: (message) => {
        this.utils.log.info(message);
        dropNextUpdated(this.serverless.cli);
      },
    };
    return (service, method, params, ...ignored) => {
      switch (`${service}.${method}`) {
        case 'CloudFormation.describeStackResource':
          return describeStackResource(params, deps);
        case 'Lambda.updateFunctionConfiguration':
          return updateDeadLetterTarget(params, deps);
        default:
          return fallback(service, method, params, ...ignored);
      }
    };
  }

  private async compileMadeResources(): Promise<void> {
    const makes = this.functions().some(([, { deadLetter }]) => deadLetter?.sqs ?? deadLetter?.sns);
    if (makes) await this.original().compileFunctionDeadLetterResources();
  }

  private writeDeadLetters(): void {
    const { naming } = this.serverless.getProvider('aws');
    for (const [functionName, config] of this.functions()) {
      this.asUserError(() => {
        writeDeadLetter(functionName, config, {
          template: this.serverless.service.provider.compiledCloudFormationTemplate,
          naming,
          madeResources: () => this.original(),
          warn: this.warn,
        });
      });
    }
  }

  private grantLogs(): void {
    const { naming } = this.serverless.getProvider('aws');
    const { compiledCloudFormationTemplate: template } = this.serverless.service.provider;
    for (const [key, { role }] of this.functions()) {
      if (role !== undefined) continue;
      this.asUserError(() => {
        grantLogs(naming.getLambdaLogicalId(key), naming.getLogGroupLogicalId(key), template);
      });
    }
  }

  private readonly warn = (message: string): void => {
    this.utils.log.warning(message);
  };

  private functions() {
    const { service } = this.serverless;
    return service.getAllFunctions().map((name) => [name, service.getFunction(name)] as const);
  }

  private original(): OriginalPlugin {
    const plugin = this.serverless.pluginManager
      .getPlugins()
      .find((one): one is OriginalPlugin => 'compileFunctionDeadLetterResources' in one);
    if (plugin) return plugin;
    throw new this.serverless.classes.Error(
      'deadLetter.sqs and deadLetter.sns need serverless-plugin-lambda-dead-letter. List it in plugins, after @immortal/serverless-plugin.',
      'DEAD_LETTER_PLUGIN_MISSING',
    );
  }

  /** The framework prints one line for its own errors and a stack for all others. */
  private asUserError(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof DeadLetterError)) throw error;
      throw new this.serverless.classes.Error(error.message, 'DEAD_LETTER_INVALID');
    }
  }
}

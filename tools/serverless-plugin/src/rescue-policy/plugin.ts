// Checks the `rescue:` of functions and brings it to the secondary.
import { addAlarms } from './alarms';
import { findings, refusals } from './checks/checks';
import { type Checked, type CheckedFunction, type Finding } from './checks/finding';
import { RescuePolicyError } from './errors';
import { type PluginUtils, type Serverless } from './framework';
import { addLayerRights } from './layer-rights';
import { readRescuedFunction } from './rescued-function';
import { findSecondary, writePolicies } from './secondary';

/**
 * A plugin of the Serverless Framework, listed after the plugins that write dead letters. It
 * - declares and checks `rescue:` of a function, the policy by which it is rescued (rescue-policy.ts of libs/shared);
 * - checks that the failures of every such function come to the secondary;
 * - fills in the secondary's variable RESCUE_POLICIES;
 * - lets the tasks read the layers of every such function;
 * - adds the alarms that every such function has;
 * - says in one line each what will not work, or not as in Lambda.
 */
export class RescuePolicyPlugin {
  readonly hooks: Readonly<Record<string, () => Promise<void>>>;

  constructor(
    private readonly serverless: Serverless,
    _options: unknown,
    private readonly utils: PluginUtils,
  ) {
    // The framework only lets it through: its own messages would not name the allowed keys and values.
    serverless.configSchemaHandler.defineFunctionProperties('aws', {
      type: 'object',
      properties: { rescue: {} },
    });
    this.hooks = {
      // Where @immortal/dead-letter writes the failure queues too, if it is listed before.
      'after:aws:package:finalize:mergeCustomProviderResources': () => this.asUserError(),
    };
  }

  private async run(): Promise<void> {
    const checked = this.checked();
    this.tell(refusals(checked));
    const secondary = this.apply();
    this.tell(await findings(checked, secondary));
  }

  private checked(): Checked {
    const { service, serviceDir: folder } = this.serverless;
    const { naming } = this.serverless.getProvider('aws');
    const template = service.provider.compiledCloudFormationTemplate;
    const functions = service.getAllFunctions().map((key): CheckedFunction => {
      const config = service.getFunction(key);
      const logicalId = naming.getLambdaLogicalId(key);
      const { Properties: properties = {} } = template.Resources[logicalId] ?? {};
      return { key, logicalId, config, properties, isRescued: config.rescue !== undefined };
    });
    return { functions, template, folder };
  }

  /** @throws {RescuePolicyError} with the errors among them, a line each */
  private tell(found: readonly Finding[]): void {
    for (const { level, text } of found) if (level === 'warning') this.utils.log.warning(text);
    const errors = found.filter(({ level }) => level === 'error').map(({ text }) => text);
    if (errors.length > 0) throw new RescuePolicyError(errors.join('\n'));
  }

  /** @returns the logical id of the secondary, if any function is rescued */
  private apply(): string | undefined {
    const { service } = this.serverless;
    const { naming } = this.serverless.getProvider('aws');
    const template = service.provider.compiledCloudFormationTemplate;
    const functions = service
      .getAllFunctions()
      .map((key) => [key, service.getFunction(key)] as const);
    const rescued = functions.flatMap(
      ([key, config]) =>
        readRescuedFunction(key, config, naming.getLambdaLogicalId(key), template) ?? [],
    );
    if (rescued.length === 0) return undefined;
    const secondary = naming.getLambdaLogicalId(findSecondary(functions));
    writePolicies(rescued, secondary, template);
    const lack = addLayerRights(rescued, secondary, template);
    if (lack !== undefined) this.utils.log.warning(lack);
    for (const one of rescued) addAlarms(one, template);
    return secondary;
  }

  /** The framework prints one line for its own errors and a stack for all others. */
  private async asUserError(): Promise<void> {
    try {
      await this.run();
    } catch (error) {
      if (!(error instanceof RescuePolicyError)) throw error;
      throw new this.serverless.classes.Error(error.message, 'RESCUE_POLICY_INVALID');
    }
  }
}

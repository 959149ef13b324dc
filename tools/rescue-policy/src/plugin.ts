// Checks the `rescue:` of functions and brings it to the secondary.
import { addAlarms } from './alarms';
import { RescuePolicyError } from './errors';
import { type Serverless } from './framework';
import { readRescuedFunction } from './rescued-function';
import { findSecondary, writePolicies } from './secondary';

/**
 * A plugin of the Serverless Framework, listed after the plugins that write dead letters. It
 * - declares and checks `rescue:` of a function, the policy by which it is rescued (rescue-policy.ts of libs/shared);
 * - checks that the failures of every such function come to the secondary;
 * - fills in the secondary's variable RESCUE_POLICIES;
 * - adds the alarms that every such function has.
 */
export class RescuePolicyPlugin {
  readonly hooks: Readonly<Record<string, () => void>>;

  constructor(private readonly serverless: Serverless) {
    // The framework only lets it through: its own messages would not name the allowed keys and values.
    serverless.configSchemaHandler.defineFunctionProperties('aws', {
      type: 'object',
      properties: { rescue: {} },
    });
    this.hooks = {
      // Where @immortal/dead-letter writes the failure queues too, if it is listed before.
      'after:aws:package:finalize:mergeCustomProviderResources': () => {
        this.asUserError(() => {
          this.apply();
        });
      },
    };
  }

  private apply(): void {
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
    if (rescued.length === 0) return;
    const secondary = naming.getLambdaLogicalId(findSecondary(functions));
    writePolicies(rescued, secondary, template);
    for (const one of rescued) addAlarms(one, template);
  }

  /** The framework prints one line for its own errors and a stack for all others. */
  private asUserError(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof RescuePolicyError)) throw error;
      throw new this.serverless.classes.Error(error.message, 'RESCUE_POLICY_INVALID');
    }
  }
}

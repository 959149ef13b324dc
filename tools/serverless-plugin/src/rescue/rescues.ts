// Checks the `rescue:` of functions and passes it to the secondary.
import { type PluginContext } from '../context';
import { PluginError } from '../errors';
import { functionsOf, type Log, type Serverless, templateOf } from '../framework';
import { type Hooks, TEMPLATE_COMPLETE } from '../hooks';
import { addAlarms } from './alarms';
import { findings, refusals } from './checks/checks';
import { type Checked, type CheckedFunction, type Finding } from './checks/finding';
import { addLayerPermissions } from './layer-permissions';
import { readRescuedFunction } from './rescued-function';
import { findSecondary, writePolicies } from './secondary';

/**
 * - Declares and checks the `rescue:` of a function, its rescue policy (rescue-policy.ts of libs/shared).
 * - Checks that the secondary receives the failures of every such function.
 * - Sets the secondary's variable RESCUE_POLICIES.
 * - Lets tasks read the layers of every such function.
 * - Adds the alarms of every such function.
 * - Reports in one line each what will not work, or not as in Lambda.
 */
export function rescues({ serverless, log }: PluginContext): Hooks {
  // Any value passes the schema: the framework's own messages would not list the allowed keys and values.
  serverless.configSchemaHandler.defineFunctionProperties('aws', {
    type: 'object',
    properties: { rescue: {} },
  });
  return {
    [TEMPLATE_COMPLETE]: async () => {
      const checked = read(serverless);
      report(refusals(checked), log);
      const secondary = apply(checked, log);
      report(await findings(checked, secondary), log);
    },
  };
}

function read(serverless: Serverless): Checked {
  const { naming } = serverless.getProvider('aws');
  const template = templateOf(serverless);
  const functions = functionsOf(serverless).map(([key, config]): CheckedFunction => {
    const logicalId = naming.getLambdaLogicalId(key);
    const { Properties: properties = {} } = template.Resources[logicalId] ?? {};
    return { key, logicalId, config, properties, isRescued: config.rescue !== undefined };
  });
  return { functions, template, folder: serverless.serviceDir };
}

/** @throws {PluginError} with the errors among the findings, a line each */
function report(found: readonly Finding[], log: Log): void {
  for (const { level, text } of found) if (level === 'warning') log.warning(text);
  const errors = found.filter(({ level }) => level === 'error').map(({ text }) => text);
  if (errors.length > 0) throw new PluginError(errors.join('\n'));
}

/** @returns the logical id of the secondary, if any function is rescued */
function apply({ functions, template }: Checked, log: Log): string | undefined {
  const rescued = functions.flatMap((fn) => readRescuedFunction(fn, template) ?? []);
  if (rescued.length === 0) return undefined;
  const { logicalId: secondary } = findSecondary(functions);
  writePolicies(rescued, secondary, template);
  const warning = addLayerPermissions(rescued, secondary, template);
  if (warning !== undefined) log.warning(warning);
  for (const fn of rescued) addAlarms(fn, template);
  return secondary;
}

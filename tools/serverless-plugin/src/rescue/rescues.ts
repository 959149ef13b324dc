// Makes functions with `rescue:` immortal: adds what a rescue needs to the template, and passes the policies on.
import { type PluginContext } from '../context';
import { PluginError } from '../errors';
import { functionsOf, type Log, type Serverless, templateOf } from '../framework';
import { type Hooks, TEMPLATE_COMPLETE } from '../hooks';
import { findBundler } from '../packaging/packaging';
import { addAlarms } from './alarms';
import { findings, refusals } from './checks/checks';
import { type Checked, type CheckedFunction, type Finding } from './checks/finding';
import { taskFindings } from './checks/tasks';
import { addFailureQueues, expandRescues } from './expand';
import { readRescuedFunction, type RescuedFunction } from './rescued-function';
import { addNetworks, assertSubscribed, findSecondary } from './secondary';
import { writeStaticPolicy } from './static-policy';
import { rescueTable } from './table';
import { writeImagePairs } from './task/image';
import { prepareRoles } from './task/role';
import { allowSecondary } from './task/secondary-role';
import { dropPattern } from './task/task-definition';
import { addTasks, rowOf } from './tasks';

/**
 * - Declares and checks the `rescue:` of a function, its rescue policy (rescue-policy.ts of libs/shared).
 * - Writes it out: failure queue, dead letters, subscription of the secondary.
 * - Puts the policies into the secondary's zip, and the networks into its variables.
 * - Adds a task definition, which is the function again: role, size, image, network, file systems.
 * - Adds the permissions of the secondary and of the tasks, and the alarms.
 * - Reports in one line each what will not work, or not as in Lambda.
 */
export function rescues({ serverless, log }: PluginContext): Hooks {
  // Any value passes the schema: the framework's own messages would not list the allowed keys and values.
  serverless.configSchemaHandler.defineFunctionProperties('aws', {
    type: 'object',
    properties: { rescue: {} },
  });
  const begin = () => {
    writeStaticPolicy(serverless, findBundler(serverless));
  };
  return {
    initialize: () => {
      expandRescues(serverless);
    },
    'after:package:initialize': begin,
    'after:deploy:function:initialize': begin,
    'package:compileEvents': () => {
      addFailureQueues(serverless, templateOf(serverless));
    },
    [TEMPLATE_COMPLETE]: async () => {
      const checked = read(serverless);
      const rescued = readRescued(checked);
      report(refusals(checked), log);
      report(taskFindings(rescued, checked.template, serverless), log);
      const secondary = apply(rescued, checked, serverless, log);
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

function readRescued({ functions, template }: Checked): RescuedFunction[] {
  return functions.flatMap((fn) => readRescuedFunction(fn, template) ?? []);
}

/** @returns the logical id of the secondary, if any function is rescued */
function apply(
  rescued: readonly RescuedFunction[],
  { functions, template, folder }: Checked,
  serverless: Serverless,
  log: Log,
): string | undefined {
  if (rescued.length === 0) {
    dropPattern(template);
    writeImagePairs([], folder);
    return undefined;
  }
  const { logicalId: secondary } = findSecondary(functions);
  assertSubscribed(rescued, secondary, template);
  const tasks = addTasks(rescued, serverless);
  writeImagePairs(
    tasks.map(({ image }) => image),
    folder,
  );
  addNetworks(
    tasks.map(({ network }) => network),
    secondary,
    template,
  );
  const notices = [
    ...prepareRoles(rescued, template),
    ...allowSecondary(rescued, secondary, template),
  ];
  for (const notice of notices) log.warning(notice);
  for (const fn of rescued) addAlarms(fn, template);
  const table = rescueTable(tasks.map(rowOf), serverless.getProvider('aws').getRegion());
  log.notice(`\n${table.join('\n')}`);
  return secondary;
}

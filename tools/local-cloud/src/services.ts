// The services that a stack uses, wired to each other.
import type { CloudOptions } from './cloud';
import { LOCAL_ACCOUNT_ID } from './aws-limits';
import type { Callers } from './callers';
import { Clusters } from './ecs/clusters';
import { Ecs } from './ecs/ecs';
import { DEFAULT_ECS_SETTINGS } from './ecs/ecs-settings';
import { taskLauncher } from './ecs/launch-task';
import { TaskDefinitions } from './ecs/task-definitions';
import { taskStateChange } from './ecs/task-event';
import { EventSourceMapping } from './event-sources/event-source-mapping';
import { readMappings } from './event-sources/mapping-settings';
import { EventBus } from './events/event-bus';
import { readRules } from './events/rules';
import type { Faults } from './faults/faults';
import { checkRolesOfFunctions } from './iam/check-stack';
import { whyNotStarted } from './iam/check-task';
import { Permissions } from './iam/permissions';
import { CodeStore } from './lambda/code-store';
import { ExecutionEnvironments } from './lambda/execution-environments';
import { FailureDestinations } from './lambda/failure-destinations';
import { Functions } from './lambda/functions';
import { Lambda } from './lambda/lambda';
import { Layers } from './lambda/layers';
import { Logs } from './logs/logs';
import type { Storage } from './storage';
import type { Stack } from './template';
import type { TimeScale } from './time-scale';

export interface Services {
  readonly functions: Functions;
  readonly layers: Layers;
  readonly lambda: Lambda;
  readonly bus: EventBus;
  readonly ecs: Ecs;
  readonly logs: Logs;
  readonly permissions: Permissions;
  readonly mappings: readonly EventSourceMapping[];
}

/** What the services stand on. */
export interface Ground extends Omit<CloudOptions, 'faults'> {
  readonly origin: string;
  readonly stack: Stack;
  readonly storage: Storage;
  readonly scale: TimeScale;
  readonly callers: Callers;
  readonly faults: Faults;
  /** The running instance's own. */
  readonly folder: string;
  /** Hears of every event that Lambda has accepted. */
  readonly onAccepted?: (requestId: string, event: Buffer) => void;
}

/**
 * Functions and tasks that may run at once: bounds the memory, whatever is invoked. Four functions of 150 MB and two
 * tasks of 250 MB, a runner and its runtime each, stay well below 1.5 GB.
 */
const FUNCTION_CAP = 4;
export const TASK_CAP = 2;

/** @throws {UsageError | TemplateError} for what can't be played; nothing has been started then */
export async function composeServices(ground: Ground): Promise<Services> {
  const { stack, storage, timeline, packageFolder } = ground;
  const functions = new Functions(stack, packageFolder);
  const layers = new Layers(stack, packageFolder);
  const code = new CodeStore(ground.folder, layers);
  for (const fn of functions.all) await code.check(fn);
  const permissions = new Permissions(stack);
  const settings = readMappings(stack, functions);
  checkRolesOfFunctions(functions.all, settings, permissions);
  const logs = new Logs(stack);
  const lambda = lambdaOn(ground, code, logs, permissions);
  const rules = readRules(stack, functions);
  const { faults } = ground;
  const bus = new EventBus({ rules, storage, functions, lambda, timeline, faults, permissions });
  const ecs = await ecsOn(ground, bus, logs, permissions);
  const mappings = settings.map((one) => new EventSourceMapping(one, { ...ground, lambda }));
  return { functions, layers, lambda, bus, ecs, logs, permissions, mappings };
}

function lambdaOn(ground: Ground, code: CodeStore, logs: Logs, permissions: Permissions): Lambda {
  const { timeline, scale, storage, runtimeDir, callers, faults } = ground;
  const environments = new ExecutionEnvironments({
    ...{ code, timeline, scale, runtimeDir, callers, logs, permissions },
    endpoint: ground,
    cap: FUNCTION_CAP,
  });
  const destinations = new FailureDestinations(storage, timeline);
  const { onAccepted = () => undefined } = ground;
  return new Lambda({ environments, destinations, timeline, scale, faults, onAccepted });
}

async function ecsOn(
  ground: Ground,
  bus: EventBus,
  logs: Logs,
  permissions: Permissions,
): Promise<Ecs> {
  const { stack, timeline, region, faults } = ground;
  return new Ecs({
    clusters: new Clusters(stack),
    definitions: new TaskDefinitions(stack),
    settings: { ...DEFAULT_ECS_SETTINGS, ...ground.ecs },
    ...{ timeline, faults, logs },
    launch: ground.launchTask ?? (await taskLauncher({ ...ground, endpoint: ground })),
    hindrance: ({ definition }) => whyNotStarted(definition, permissions, stack),
    cap: TASK_CAP,
    onChange: (task) => {
      bus.put(taskStateChange(task, region, LOCAL_ACCOUNT_ID));
    },
  });
}

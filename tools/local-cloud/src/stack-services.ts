// Composes the services of one stack, in the context that all stacks share.
import { LOCAL_ACCOUNT_ID } from './kernel/aws-limits';
import { Clusters } from './services/ecs/clusters';
import type { EcsOfStack } from './services/ecs/ecs';
import { TaskDefinitions } from './services/ecs/task-definitions';
import { taskStateChange } from './services/ecs/task-state-change';
import { EventSourceMapping } from './services/lambda/event-sources/event-source-mapping';
import { readMappings } from './services/lambda/event-sources/mapping-settings';
import { EventBus } from './services/events/event-bus';
import { readRules } from './services/events/rules';
import type { CloudContext } from './context';
import type { PackagedStack } from './kernel/packaged-stack';
import { checkRolesOfFunctions } from './services/lambda/check-roles';
import { whyNotStarted } from './services/ecs/check-roles';
import { Permissions } from './kernel/authorization/permissions';
import { FileSystems } from './services/efs/file-systems';
import { CodeStore } from './services/lambda/code-store';
import { ExecutionEnvironments } from './services/lambda/execution-environments';
import { FailureDestinations } from './services/lambda/failure-destinations';
import { Functions } from './services/lambda/functions';
import { Lambda } from './services/lambda/lambda';
import { Layers } from './services/lambda/layers';
import { refuseAwsSdkV2 } from './services/lambda/refuse-aws-sdk-v2';
import type { Stack } from './kernel/template';

export interface StackServices {
  readonly stack: Stack;
  readonly functions: Functions;
  readonly layers: Layers;
  readonly lambda: Lambda;
  readonly ecs: EcsOfStack;
  readonly bus: EventBus;
  readonly permissions: Permissions;
  readonly mappings: readonly EventSourceMapping[];
}

/**
 * How many functions and tasks may run at once, which limits the memory that they need. Four functions of 150 MB and
 * two tasks of 250 MB, a runner and its runtime each, stay well below 1.5 GB.
 */
const FUNCTION_CAP = 4;
export const TASK_CAP = 2;

/** @throws {UsageError | TemplateError} if the stack can't run; nothing has been started then */
export async function composeServices(
  context: CloudContext,
  packaged: PackagedStack,
): Promise<StackServices> {
  const { stack, packageFolder, codeFolder } = packaged;
  const { storage, timeline, faults } = context;
  const functions = new Functions(stack, packageFolder);
  const layers = new Layers(stack, packageFolder);
  const code = new CodeStore(codeFolder, layers);
  for (const fn of functions.all) await code.check(fn);
  if (context.allowAwsSdkV2 !== true) await refuseAwsSdkV2(functions.all, layers);
  const permissions = new Permissions(stack, context.services);
  const settings = readMappings(stack, functions);
  checkRolesOfFunctions(functions.all, settings, permissions);
  const lambda = lambdaOn(context, code, permissions);
  const rules = readRules(stack, functions);
  const bus = new EventBus({ rules, storage, functions, lambda, timeline, faults, permissions });
  const ecs = ecsOf(stack, bus, permissions);
  const mappings = settings.map((one) => new EventSourceMapping(one, { ...context, lambda }));
  return { stack, functions, layers, lambda, ecs, bus, permissions, mappings };
}

function lambdaOn(context: CloudContext, code: CodeStore, permissions: Permissions): Lambda {
  const { timeline, scale, storage, runtimeDir, callers, faults, logs } = context;
  const environments = new ExecutionEnvironments({
    code,
    timeline,
    scale,
    runtimeDir,
    callers,
    logs,
    permissions,
    endpoint: context,
    cap: FUNCTION_CAP,
  });
  const destinations = new FailureDestinations(storage, timeline);
  const { onAccepted = () => undefined } = context;
  return new Lambda({ environments, destinations, timeline, scale, faults, onAccepted });
}

function ecsOf(stack: Stack, bus: EventBus, permissions: Permissions): EcsOfStack {
  const fileSystems = new FileSystems(stack, permissions);
  return {
    clusters: new Clusters(stack),
    definitions: new TaskDefinitions(stack),
    fileSystems,
    whyNotStarted: (task) => whyNotStarted(task, permissions, stack, fileSystems),
    onChange: (task) => {
      bus.put(taskStateChange(task, stack.region, LOCAL_ACCOUNT_ID));
    },
  };
}

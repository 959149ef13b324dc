// The local cloud as a whole: loads a packaged service and plays the AWS that it names.
import { LOCAL_ACCOUNT_ID } from './aws-limits';
import { Callers } from './callers';
import { CleanUp } from './clean-up';
import { Console } from './console/console';
import type { EcsSettings } from './ecs/ecs-settings';
import type { LaunchTask } from './ecs/running-task';
import { type Fault, Faults } from './faults/faults';
import { operationFaults } from './faults/operation-faults';
import type { EventSourceMapping } from './event-sources/event-source-mapping';
import { Gateway } from './gateway';
import { enforcement } from './iam/enforcement';
import { Instance } from './instance';
import type { Functions } from './lambda/functions';
import type { Logs } from './logs/logs';
import { movedEntry, takenOutEntry } from './moved-entry';
import { readTemplate } from './package-folder';
import { routesTo } from './routes';
import { composeServices, type Services } from './services';
import { startStorage, type Storage } from './storage';
import { loadStack, type Stack } from './template';
import { TimeScale } from './time-scale';
import type { Timeline } from './timeline';

export interface CloudOptions {
  /** Where `serverless package` has left the template and the zips. */
  readonly packageFolder: string;
  /** The bundled runner: what the image of a container would start. */
  readonly runnerFile: string;
  /** The image of the runner; without it, tasks are processes. */
  readonly taskImage?: string | undefined;
  /** The folder with the `bootstrap` that stands in for AWS's runtime. */
  readonly runtimeDir: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Seconds of AWS that pass in one second here. */
  readonly timeScale: number;
  readonly timeline: Timeline;
  readonly region: string;
  readonly stackName: string;
  /** What a task is, for suites that only want to know that it was launched. */
  readonly launchTask?: LaunchTask;
  /** How ECS is played, where it is not as by default. */
  readonly ecs?: Partial<EcsSettings>;
  /** Where the page of the console was built; without it, there is no console. */
  readonly consoleFolder?: string | undefined;
  /** What is to go wrong from the start on. */
  readonly faults?: readonly Fault[];
}

/** A running local cloud. */
export interface Cloud {
  readonly origin: string;
  readonly stack: Stack;
  readonly functions: Functions;
  readonly storage: Storage;
  readonly logs: Logs;
  readonly mappings: readonly EventSourceMapping[];
  /** The processes that run for it at the moment, by their access keys. */
  readonly callers: Callers;
  /** What is to go wrong: can be looked at and changed while it runs. */
  readonly faults: Faults;
  /** Ends everything that it has started. */
  stop(): Promise<void>;
}

/**
 * @throws {UsageError | TemplateError} if the package or the port can't be used; nothing is left behind then
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const template = readTemplate(options.packageFolder);
  const cleanUp = new CleanUp();
  try {
    return await compose(options, template, cleanUp);
  } catch (error) {
    await cleanUp.run();
    throw error;
  }
}

async function compose(options: CloudOptions, template: unknown, cleanUp: CleanUp): Promise<Cloud> {
  const instance = await Instance.create();
  cleanUp.add(() => instance.remove());
  const { consoleFolder, timeline } = options;
  const browser = consoleFolder === undefined ? undefined : new Console(consoleFolder, timeline);
  const gateway = gatewayFor(options.timeline);
  const origin = await gateway.listen(options.port);
  cleanUp.add(() => gateway.close());
  const { region, stackName, timeScale } = options;
  const location = { region, accountId: LOCAL_ACCOUNT_ID, stackName, origin };
  const stack = loadStack(template, location);
  const scale = new TimeScale(timeScale);
  const storage = await startStorage({
    ...{ ...location, timeScale: scale },
    onMoved: (message) => {
      options.timeline.add(movedEntry(message));
    },
    onTakenOut: (message) => {
      options.timeline.add(takenOutEntry(message));
    },
  });
  cleanUp.add(() => storage.close());
  await createStorage(stack, storage);
  const callers = new Callers();
  const faults = armed(options);
  const { folder } = instance;
  const onAccepted = browser && { onAccepted: browser.keepEvent };
  const ground = { ...options, ...{ origin, stack, storage, scale, callers, faults, folder } };
  const services = await composeServices({ ...ground, ...onAccepted });
  cleanUp.add(() => stopServices(services, storage));
  // Last, so first at the end: nothing new comes in, and nobody hears of the rest.
  cleanUp.add(() => gateway.close());
  const fail = operationFaults(faults, callers);
  const check = enforcement(services.permissions, callers, stack, options.timeline);
  gateway.serve(routesTo(services, ground), (request, answer) =>
    fail(request, () => check(request, answer)),
  );
  if (browser) {
    gateway.open(browser.open(ground, services));
    cleanUp.add(() => {
      browser.close();
    });
  }
  for (const mapping of services.mappings) mapping.start();
  const { functions, mappings, logs } = services;
  return {
    ...{ origin, stack, functions, storage, logs, mappings, callers, faults },
    stop: () => cleanUp.run(),
  };
}

function gatewayFor(timeline: Timeline): Gateway {
  return new Gateway((error) => {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    timeline.add({ type: 'cloud', message: `internal failure: ${what}` });
  });
}

function armed({ timeline, faults: orders = [] }: CloudOptions): Faults {
  const faults = new Faults(timeline);
  for (const fault of orders) faults.arm(fault);
  return faults;
}

/** All at once: an end of one is what another waits for. */
async function stopServices({ bus, lambda, ecs, mappings }: Services, storage: Storage) {
  bus.close();
  const stopped = mappings.map((mapping) => mapping.stop());
  await Promise.all([...stopped, lambda.stop(), ecs.stop(), storage.close()]);
}

async function createStorage(stack: Stack, storage: Storage): Promise<void> {
  const queues = stack.ofType('AWS::SQS::Queue');
  await storage.createQueues(
    queues.map(({ attributes, properties }) => ({
      name: String(attributes['QueueName']),
      properties,
    })),
  );
  for (const { ref } of stack.ofType('AWS::S3::Bucket')) await storage.createBucket(ref);
}

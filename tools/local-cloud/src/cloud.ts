// The local cloud as a whole: loads a packaged service and plays the AWS that it names.
import { LOCAL_ACCOUNT_ID } from './aws-limits';
import type { Callers } from './callers';
import { CleanUp } from './clean-up';
import { Console } from './console/console';
import type { EcsSettings } from './ecs/ecs-settings';
import type { LaunchTask } from './ecs/running-task';
import type { Fault, Faults } from './faults/faults';
import { operationFaults } from './faults/operation-faults';
import type { EventSourceMapping } from './event-sources/event-source-mapping';
import { Gateway } from './gateway';
import { type Ground, layGround } from './ground';
import { enforcement } from './iam/enforcement';
import { Instance } from './instance';
import type { Functions } from './lambda/functions';
import type { Logs } from './logs/logs';
import { readTemplate } from './package-folder';
import { EMPTY_TEMPLATE, type OnServices, PlayedStack } from './played-stack';
import { routesTo } from './routes';
import type { PackagedStack } from './services';
import type { Storage } from './storage';
import { loadStack, type Stack } from './template';
import type { Timeline } from './timeline';

export interface CloudOptions {
  /** Where `serverless package` has left the template and the zips; without it, the account is empty. */
  readonly packageFolder?: string | undefined;
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
  /** The name of the packaged stack. */
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
  /** What is played at the moment; an empty stack in an empty account. */
  readonly stack: Stack;
  readonly functions: Functions;
  readonly mappings: readonly EventSourceMapping[];
  readonly storage: Storage;
  readonly logs: Logs;
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
  const { packageFolder } = options;
  const template = packageFolder === undefined ? EMPTY_TEMPLATE : readTemplate(packageFolder);
  const cleanUp = new CleanUp();
  try {
    return await compose(options, template, cleanUp);
  } catch (error) {
    await cleanUp.run();
    throw error;
  }
}

async function compose(options: CloudOptions, template: unknown, cleanUp: CleanUp): Promise<Cloud> {
  const { folder } = await newInstance(cleanUp);
  const { consoleFolder, timeline } = options;
  const browser = consoleFolder === undefined ? undefined : new Console(consoleFolder, timeline);
  const gateway = gatewayFor(options.timeline);
  const origin = await gateway.listen(options.port);
  cleanUp.add(() => gateway.close());
  const onAccepted = browser && { onAccepted: browser.keepEvent };
  const ground = await layGround(options, { origin, folder, ...onAccepted }, cleanUp);
  const played = await PlayedStack.empty(ground, serving(gateway, ground));
  cleanUp.add(() => played.stop());
  // Last, so first at the end: nothing new comes in, and nobody hears of the rest.
  cleanUp.add(() => gateway.close());
  if (browser) {
    gateway.open(browser.open(ground, played));
    cleanUp.add(() => {
      browser.close();
    });
  }
  await played.replace(packagedStack(options, template, ground));
  const { storage, logs, callers, faults } = ground;
  return {
    ...{ origin, storage, logs, callers, faults },
    get stack() {
      return played.stack;
    },
    get functions() {
      return played.functions;
    },
    get mappings() {
      return played.mappings;
    },
    stop: () => cleanUp.run(),
  };
}

async function newInstance(cleanUp: CleanUp): Promise<Instance> {
  const instance = await Instance.create();
  cleanUp.add(() => instance.remove());
  return instance;
}

function gatewayFor(timeline: Timeline): Gateway {
  return new Gateway((error) => {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    timeline.add({ type: 'cloud', message: `internal failure: ${what}` });
  });
}

/** Has the gateway ask the services of one stack, as their policies and the faults allow it. */
function serving(gateway: Gateway, ground: Ground): OnServices {
  const { callers, faults, timeline } = ground;
  const fail = operationFaults(faults, callers);
  return (services, ecs) => {
    const check = enforcement(services.permissions, callers, services.stack, timeline);
    gateway.serve(routesTo(services, ecs, ground), (request, answer) =>
      fail(request, () => check(request, answer)),
    );
  };
}

/** The one to begin with: that of the package, or an empty one. */
function packagedStack(
  { packageFolder, stackName, region }: CloudOptions,
  template: unknown,
  { origin, folder }: Ground,
): PackagedStack {
  const location = { region, accountId: LOCAL_ACCOUNT_ID, stackName, origin };
  return {
    stack: loadStack(template, location),
    packageFolder: packageFolder ?? folder,
    codeFolder: folder,
  };
}

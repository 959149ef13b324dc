// The local cloud as a whole: loads a packaged service and plays the AWS that it names.
import { LOCAL_ACCOUNT_ID } from './kernel/aws-limits';
import { authentication } from './kernel/authentication/authentication';
import type { AccessKey, Callers } from './kernel/authentication/callers';
import { CleanUp } from './kernel/clean-up';
import { CloudFormation } from './services/cloudformation/cloudformation';
import { Console } from './console/console';
import { consoleAddress, newToken } from './console/token-check';
import type { Ecs } from './services/ecs/ecs';
import type { EcsSettings } from './services/ecs/ecs-settings';
import type { LaunchTask } from './services/ecs/running-task';
import type { Fault, Faults } from './kernel/faults/faults';
import { operationFaults } from './kernel/faults/operation-faults';
import type { EventSourceMapping } from './services/lambda/event-sources/event-source-mapping';
import { Gateway, type Service } from './kernel/gateway';
import { type Ground, layGround } from './ground';
import { enforcement } from './kernel/authorization/enforcement';
import { Instance } from './kernel/instance/instance';
import type { Functions } from './services/lambda/functions';
import { LocalFiles } from './local-files';
import type { Logs } from './services/logs/logs';
import { readStackName, readTemplate } from './package-folder';
import { nothingOn, PlayedStack } from './played-stack';
import { routesTo } from './routes';
import type { PackagedStack, Services } from './services';
import type { Storage } from './services/storage';
import { loadStack, type Stack } from './kernel/template';
import type { Timeline } from './timeline';

export interface CloudOptions {
  /** Where `serverless package` has left the template and the zips; without it, the account is empty. */
  readonly packageFolder?: string | undefined;
  /** The bundled runner: what the image of a container would start. */
  readonly runnerFile: string;
  /** The image of the runner; without it, tasks are processes. */
  readonly taskImage?: string | undefined;
  /** The folder with the `bootstrap` of AWS's runtime clients. */
  readonly runtimeDir: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Seconds of AWS that pass in one second here. */
  readonly timeScale: number;
  /** The functions whose time limit is scaled too, where it is over a minute; none if it is not given. */
  readonly scalesTimeoutOf?: (functionName: string) => boolean;
  readonly timeline: Timeline;
  readonly region: string;
  /** The name of the packaged stack, where it is not the one that it would be deployed by. */
  readonly stackName?: string;
  /** What a task is, for suites that only want to know that it was launched. */
  readonly launchTask?: LaunchTask;
  /** How ECS is played, where it is not as by default. */
  readonly ecs?: Partial<EcsSettings>;
  /** Where the page of the console was built; without it, there is no console. */
  readonly consoleFolder?: string | undefined;
  /** Runs functions with the AWS SDK for JavaScript v2 too, which call the real AWS. */
  readonly allowAwsSdkV2?: boolean;
  /** The key of people and their tools; a random one if it is not given. */
  readonly developerKey?: AccessKey;
  /** What is to go wrong from the start on. */
  readonly faults?: readonly Fault[];
}

/** A running local cloud. */
export interface Cloud {
  readonly origin: string;
  /** Where a browser opens the console, with the token that lets it in; undefined if there is none. */
  readonly consoleUrl: string | undefined;
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
  const template = packageFolder === undefined ? undefined : readTemplate(packageFolder);
  const cleanUp = new CleanUp();
  try {
    return await compose(options, template, cleanUp);
  } catch (error) {
    await cleanUp.run();
    throw error;
  }
}

async function compose(options: CloudOptions, template: unknown, cleanUp: CleanUp): Promise<Cloud> {
  const instance = await newInstance(cleanUp);
  const { folder } = instance;
  const { consoleFolder, timeline } = options;
  const browser = consoleFolder === undefined ? undefined : new Console(consoleFolder, timeline);
  const gateway = gatewayFor(options.timeline);
  const origin = await gateway.listen(options.port);
  cleanUp.add(() => gateway.close());
  const onAccepted = browser && { onAccepted: browser.keepEvent };
  const ground = await layGround(options, { origin, folder, ...onAccepted }, cleanUp);
  const played = await PlayedStack.empty(ground, (services, ecs) => {
    const answerStacks = cloudFormation.handle.bind(cloudFormation);
    serve(gateway, ground, services, ecs, [answerStacks, ...routesTo(services, ecs, ground)]);
  });
  const cloudFormation = new CloudFormation(played, ground);
  cleanUp.add(() => played.stop());
  cleanUp.add(() => cloudFormation.settled());
  // Last, so first at the end: nothing new comes in, and nobody hears of the rest.
  cleanUp.add(() => gateway.close());
  const token = browser && newToken();
  if (browser && token !== undefined) {
    gateway.open(browser.open(ground, played, token));
    await instance.publish({ origin, token });
    cleanUp.add(() => {
      browser.close();
    });
  }
  const packaged = packagedStack(options, template, ground);
  await played.replace(packaged);
  if (template !== undefined) cloudFormation.adopt(template, packaged.stack);
  const { storage, logs, callers, faults } = ground;
  return {
    ...{ origin, storage, logs, callers, faults },
    consoleUrl: token === undefined ? undefined : consoleAddress(origin, token),
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

/** What there is to begin with: the stack of the package, or none. */
function packagedStack(
  { packageFolder, stackName, region }: CloudOptions,
  template: unknown,
  ground: Ground,
): PackagedStack {
  if (packageFolder === undefined) return nothingOn(ground);
  const { origin, folder } = ground;
  const name = stackName ?? readStackName(packageFolder);
  const location = { region, origin, accountId: LOCAL_ACCOUNT_ID, stackName: name };
  return { stack: loadStack(template, location), packageFolder, codeFolder: folder };
}

/** Has the gateway ask these from now on, for who signs, and as the stack's policies and the faults allow it. */
function serve(
  gateway: Gateway,
  ground: Ground,
  services: Services,
  ecs: Ecs,
  routes: readonly Service[],
): void {
  const { callers, faults, timeline } = ground;
  const { permissions, stack } = services;
  const files = new LocalFiles({ ...services, ...ground, ecs });
  const refuse = authentication(callers);
  const fail = operationFaults(faults, callers);
  const check = enforcement(permissions, callers, stack, timeline);
  gateway.serve(routes, async (request, answer) => {
    const ready = (await files.handle(request.url)) ?? (await refuse(request));
    return ready ?? fail(request, () => check(request, answer));
  });
}

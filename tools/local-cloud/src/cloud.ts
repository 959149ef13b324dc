// The local cloud as a whole: loads a packaged service and emulates the AWS services that it names.
import type { CloudOptions } from './cloud-options';
import { Console } from './console/console';
import { consoleAddress, newToken } from './console/token-check';
import { type CloudContext, createContext } from './context';
import { LOCAL_ACCOUNT_ID } from './kernel/aws-limits';
import type { Callers } from './kernel/authentication/callers';
import { CleanUp } from './kernel/clean-up';
import type { Faults } from './kernel/faults/faults';
import { Gateway } from './kernel/gateway';
import { Instance } from './kernel/instance/instance';
import { Kernel } from './kernel/kernel';
import type { PackagedStack } from './kernel/packaged-stack';
import { loadStack, type Stack } from './kernel/template';
import { describeLimits } from './kernel/limits';
import { BY_CLOUD } from './product/invoke-command';
import { readStackName, readTemplate } from './package-folder';
import { CloudFormation } from './services/cloudformation/cloudformation';
import type { EventSourceMapping } from './services/lambda/event-sources/event-source-mapping';
import type { Functions } from './services/lambda/functions';
import type { Logs } from './services/logs/logs';
import type { ServiceRuntime } from './services/runtime';
import type { Storage } from './services/storage';
import { emptyStack, StackRuntime } from './stack-runtime';
import type { Timeline } from './timeline';

export type { CloudOptions } from './cloud-options';

/** A running local cloud. */
export interface Cloud {
  readonly origin: string;
  /** The URL of the console, with the token that it requires; undefined if there is no console. */
  readonly consoleUrl: string | undefined;
  /** The stack that is running now; an empty one in an empty account. */
  readonly stack: Stack;
  readonly functions: Functions;
  readonly mappings: readonly EventSourceMapping[];
  readonly storage: Storage;
  readonly logs: Logs;
  /** The processes that are running for it now, by their access keys. */
  readonly callers: Callers;
  /** The armed faults, which can be listed and changed while it runs. */
  readonly faults: Faults;
  /** Ends everything that it started. */
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
  const { consoleFolder, timeline } = options;
  const browser = consoleFolder === undefined ? undefined : new Console(consoleFolder, timeline);
  const gateway = gatewayFor(options.timeline);
  const origin = await gateway.listen(options.port);
  cleanUp.add(() => gateway.close());
  const place = { origin, folder: instance.folder };
  const onAccepted = browser && { onAccepted: browser.keepEvent };
  const context = await createContext(options, { ...place, ...onAccepted }, cleanUp);
  const serviceRuntime = (): ServiceRuntime => ({
    ...context,
    ...runtime.services,
    ecs: runtime.ecs,
    cloudFormation,
  });
  const runtime = await StackRuntime.empty(context, serviceRuntime);
  const cloudFormation = new CloudFormation(runtime, {
    ...context,
    describeLimits: (stack) => describeLimits(stack, context.services, BY_CLOUD),
  });
  cleanUp.add(() => runtime.stop());
  cleanUp.add(() => cloudFormation.settled());
  // Added again, and after the services, so that it runs before theirs: no request reaches a service that is stopping.
  cleanUp.add(() => gateway.close());
  const token = browser && newToken();
  if (browser && token !== undefined) {
    gateway.open(browser.open(context, runtime, token));
    await instance.publish({ origin, token });
    cleanUp.add(() => {
      browser.close();
    });
  }
  serve(gateway, context, serviceRuntime);
  const packaged = packagedStack(options, template, context);
  await runtime.replace(packaged);
  if (template !== undefined) cloudFormation.adopt(template, packaged.stack);
  const { storage, logs, callers, faults } = context;
  return {
    origin,
    storage,
    logs,
    callers,
    faults,
    consoleUrl: token === undefined ? undefined : consoleAddress(origin, token),
    get stack() {
      return runtime.stack;
    },
    get functions() {
      return runtime.functions;
    },
    get mappings() {
      return runtime.mappings;
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

/** The stack to begin with: that of the package, or an empty one. */
function packagedStack(
  { packageFolder, stackName, region }: CloudOptions,
  template: unknown,
  context: CloudContext,
): PackagedStack {
  if (packageFolder === undefined) return emptyStack(context);
  const { origin, folder, catalog } = context;
  const stack = loadStack(template, {
    region,
    origin,
    catalog,
    accountId: LOCAL_ACCOUNT_ID,
    stackName: stackName ?? readStackName(packageFolder),
  });
  return { stack, packageFolder, codeFolder: folder };
}

function serve(gateway: Gateway, context: CloudContext, runtime: () => ServiceRuntime): void {
  const kernel = new Kernel({ ...context, runtime });
  gateway.serve((request) => kernel.handle(request));
}

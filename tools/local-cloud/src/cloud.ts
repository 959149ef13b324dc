// The local cloud as a whole: loads a packaged service and plays the AWS that it names.
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { LOCAL_ACCOUNT_ID } from './aws-limits';
import { Ecs } from './ecs/ecs';
import { EcsApi } from './ecs/ecs-api';
import { Clusters, TaskDefinitions } from './ecs/task-definitions';
import { UsageError } from './errors';
import { EventSourceMapping } from './event-source-mapping';
import { Gateway } from './gateway';
import { Instance } from './instance';
import { CodeStore } from './lambda/code-store';
import { ExecutionEnvironments } from './lambda/execution-environments';
import { FailureDestinations } from './lambda/failure-destinations';
import { Functions } from './lambda/functions';
import { Lambda } from './lambda/lambda';
import { LambdaApi } from './lambda/lambda-api';
import { Layers } from './lambda/layers';
import { LocalFiles } from './local-files';
import { startStorage, type Storage } from './storage';
import { loadStack, type Stack } from './template';
import { TimeScale } from './time-scale';
import { Timeline } from './timeline';

export interface CloudOptions {
  /** Where `serverless package` has left the template and the zips. */
  readonly packageFolder: string;
  /** The bundled runner: what the image of a container would start. */
  readonly runnerFile: string;
  /** The folder with the `bootstrap` that stands in for AWS's runtime. */
  readonly runtimeDir: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Seconds of AWS that pass in one second here. */
  readonly timeScale: number;
  readonly timeline: Timeline;
  readonly region: string;
  readonly stackName: string;
}

/** A running local cloud. */
export interface Cloud {
  readonly origin: string;
  readonly stack: Stack;
  readonly functions: Functions;
  readonly storage: Storage;
  readonly mappings: readonly EventSourceMapping[];
  /** Ends everything that it has started. */
  stop(): Promise<void>;
}

/** Processes for functions and for tasks that may exist at once: bounds the memory, whatever is invoked. */
const FUNCTION_CAP = Math.max(4, Math.min(8, os.availableParallelism()));
const TASK_CAP = Math.max(2, Math.min(4, os.availableParallelism()));
const TEMPLATE = 'cloudformation-template-update-stack.json';

/**
 * @throws {UsageError | TemplateError} if the package or the port can't be used; nothing is left behind then
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const template = readTemplate(options.packageFolder);
  const cleanUp: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const step of cleanUp.splice(0).reverse()) await step();
  };
  try {
    return await compose(options, template, cleanUp, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function compose(
  options: CloudOptions,
  template: unknown,
  cleanUp: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<Cloud> {
  const { timeline, packageFolder, region, stackName, runtimeDir } = options;
  const scale = new TimeScale(options.timeScale);
  const instance = await Instance.create();
  cleanUp.push(() => instance.remove());
  const gateway = new Gateway((error) => {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    timeline.add({ type: 'cloud', message: `internal failure: ${what}` });
  });
  const origin = await gateway.listen(options.port);
  cleanUp.push(() => gateway.close());

  const location = { region, accountId: LOCAL_ACCOUNT_ID, stackName, origin };
  const stack = loadStack(template, location);
  const storage = await startStorage(location);
  cleanUp.push(() => storage.close());
  await createStorage(stack, storage);

  const functions = new Functions(stack, packageFolder);
  const layers = new Layers(stack, packageFolder);
  const code = new CodeStore(instance.folder, layers);
  for (const fn of functions.all) await code.checkHandler(fn);
  const endpoint = { origin, region };
  const environments = new ExecutionEnvironments({
    ...{ code, timeline, scale, endpoint, runtimeDir },
    cap: FUNCTION_CAP,
  });
  const destinations = new FailureDestinations(storage, timeline);
  const lambda = new Lambda({ environments, destinations, timeline, scale });
  const ecs = new Ecs({
    clusters: new Clusters(stack),
    definitions: new TaskDefinitions(stack),
    timeline,
    processes: { endpoint, runnerFile: options.runnerFile, runtimeDir, folder: instance.folder },
    cap: TASK_CAP,
  });
  const mappings = stack
    .ofType('AWS::Lambda::EventSourceMapping')
    .map((resource) => new EventSourceMapping(resource, { stack, storage, functions, lambda, timeline, scale }));
  cleanUp.push(async () => {
    const stopped = Promise.all(mappings.map((mapping) => mapping.stop()));
    await Promise.all([storage.close(), lambda.stop(), ecs.stop(), stopped]);
  });

  const ecsApi = new EcsApi(ecs);
  const lambdaApi = new LambdaApi({ functions, layers, lambda, origin });
  const files = new LocalFiles({ functions, layers, ecs, origin });
  gateway.serve([
    (request) => ecsApi.handle(request),
    (request) => lambdaApi.handle(request),
    (request) => files.handle(request.url),
    (request) => storage.handle(request),
  ]);
  for (const mapping of mappings) mapping.start();
  return { origin, stack, functions, storage, mappings, stop };
}

function readTemplate(packageFolder: string): unknown {
  const file = path.join(packageFolder, TEMPLATE);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`${file} can't be read: run \`npx nx run service:package\` first`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${file} is no JSON: run \`npx nx run service:package\` again`, { cause });
  }
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

// Invokes functions of a packaged service in a local cloud, and waits until a container of each has stopped.
import { DescribeTasksCommand, ECSClient } from '@aws-sdk/client-ecs';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { startCloud, type TimedEntry, Timeline, WORKSPACE } from '@immortal/local-cloud';

const REGION = 'eu-west-1';
const CLUSTER = 'any-dev';
/** Lambda's retries, minutes apart, take no time. */
const TIME_SCALE = 20_000;

/** What the probe prints in a container. */
export interface Probe {
  readonly functionName: string;
  /** Not of the probe in Python, which has no SDK here. */
  readonly caller?: string;
  readonly family: string;
  readonly memorySize: number;
  readonly vcpu: number;
  readonly runtime: string;
  readonly tool?: string;
}

export interface Rescued {
  readonly exitCode: number | undefined;
  readonly stoppedReason: string | undefined;
  /** As DescribeTasks gives it. */
  readonly subnet: string | undefined;
  /** Undefined for a function that is not the probe. */
  readonly probe: Probe | undefined;
}

export interface Rescues {
  /** By the function's name. */
  readonly rescued: ReadonlyMap<string, Rescued>;
  /** The subnet of a resource of the template. */
  readonly subnetOf: (logicalId: string) => string | undefined;
  /** The functions that this machine has no runtime for. */
  readonly notEmulated: readonly string[];
  /** The calls that IAM refused. */
  readonly denied: readonly string[];
}

type Stopped = Extract<TimedEntry, { type: 'task' }>;

/** @throws {Error} if an event is parked */
export async function rescueAll(packageFolder: string, names: readonly string[]): Promise<Rescues> {
  const timeline = new Timeline();
  const entries: TimedEntry[] = [];
  timeline.subscribe((entry) => entries.push(entry));
  const settings = { ...WORKSPACE, packageFolder, port: 0, timeScale: TIME_SCALE, region: REGION };
  const cloud = await startCloud({ ...settings, timeline });
  const { origin: endpoint, callers } = cloud;
  const config = { endpoint, region: REGION, credentials: callers.developer };
  const [lambda, ecs] = [new LambdaClient(config), new ECSClient(config)];
  try {
    const notEmulated = names.filter((name) => cloud.functions.namesNotEmulated.includes(name));
    const emulated = names.filter((name) => !notEmulated.includes(name));
    const stopped = whenStopped(timeline, emulated);
    for (const FunctionName of emulated) {
      await lambda.send(
        new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: '{}' }),
      );
    }
    const tasks = await stopped;
    const subnets = await subnetsOf(ecs, tasks);
    const rescued = tasks.map((task): [string, Rescued] => {
      const { function: name = '', exitCode, stoppedReason, taskArn } = task;
      const probe = probeIn(entries, name);
      return [name, { exitCode, stoppedReason, subnet: subnets.get(taskArn), probe }];
    });
    const denied = entries.flatMap((entry) => (entry.type === 'denied' ? [entry.message] : []));
    const subnetOf = (logicalId: string) => cloud.stack.resources.get(logicalId)?.ref;
    return { rescued: new Map(rescued), subnetOf, notEmulated, denied };
  } finally {
    lambda.destroy();
    ecs.destroy();
    await cloud.stop();
  }
}

/** By the task's ARN. */
async function subnetsOf(ecs: ECSClient, tasks: readonly Stopped[]) {
  const arns = tasks.map(({ taskArn }) => taskArn);
  const command = new DescribeTasksCommand({ cluster: CLUSTER, tasks: arns });
  const { tasks: described = [] } = await ecs.send(command);
  return new Map(
    described.map(({ taskArn, attachments = [] }) => {
      const details = attachments.flatMap((one) => one.details ?? []);
      return [taskArn, details.find(({ name }) => name === 'subnetId')?.value];
    }),
  );
}

/** The first stopped task of each function. */
function whenStopped(timeline: Timeline, names: readonly string[]): Promise<Stopped[]> {
  const found = new Map<string, Stopped>();
  return new Promise((resolve, reject) => {
    timeline.subscribe((entry) => {
      if (entry.type === 'moved' && entry.queue.endsWith('-parked')) {
        reject(new Error(`${entry.function ?? entry.messageId} was parked: ${entry.reason ?? ''}`));
      }
      if (entry.type !== 'task' || entry.status !== 'STOPPED') return;
      found.set(entry.function ?? '', entry);
      if (names.every((name) => found.has(name))) resolve([...found.values()]);
    });
  });
}

function probeIn(entries: readonly TimedEntry[], name: string): Probe | undefined {
  const probes = entries.flatMap((entry) => {
    if (entry.type !== 'log' || entry.source !== 'task' || entry.function !== name) return [];
    const [json] = /\{"probe":.*\}/.exec(entry.line) ?? [];
    return json === undefined ? [] : [(JSON.parse(json) as { probe: Probe }).probe];
  });
  return probes[0];
}

// Runs the load test and accounts for its failures.
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Cloud,
  type TaskHandle,
  startCloud,
  type TaskExit,
  Timeline,
  WORKSPACE,
} from '@immortal/local-cloud';
import { readTaskIdentity } from '@immortal/shared';
import { requestIdOf, sendFailures } from './failures';
import { secondaryMb } from './memory';
import { Chaos } from './chaos';
import { parkedMessages } from './parked';
import { type FloodResult, resultOf } from './report';
import { packageLoadedService } from './service';

export interface FloodOptions {
  readonly failures: number;
  /** RunTask calls per second, and the burst after a pause. */
  readonly rate: number;
  readonly onProgress: (launched: number, seconds: number) => void;
}

const POLL_MS = 100;
const PROGRESS_MS = 10_000;
/** Without a launch for this long, the run is stuck. */
const PATIENCE_MS = 120_000;
/** Pauses and visibility timeouts, of up to six minutes, pass in less than a second. */
const TIME_SCALE = 600;

/** A task that is recorded but not run: it lasts until the local cloud stops. */
function recordedTask(): Promise<TaskHandle> {
  let end: (end: TaskExit) => void = () => undefined;
  const ended = new Promise<TaskExit>((resolve) => (end = resolve));
  const stop = () => {
    end({ exitCode: 143 });
  };
  const done = ended.then(() => undefined);
  const hasChildren = () => Promise.resolve(true);
  return Promise.resolve({ ended, stop, hasChildren, kill: () => done, killChildren: () => done });
}

/** How often each attempt was launched, by `startedBy`. */
type Launches = Map<string, number>;

export async function flood(options: FloodOptions): Promise<FloodResult> {
  const { failures, rate } = options;
  const launches: Launches = new Map();
  const timeline = new Timeline();
  timeline.subscribe((entry) => {
    if (entry.type !== 'task' || entry.status !== 'PROVISIONING') return;
    const { startedBy = '' } = entry;
    launches.set(startedBy, (launches.get(startedBy) ?? 0) + 1);
  });
  const packageFolder = await packageLoadedService();
  const cloud = await startCloud({
    ...WORKSPACE,
    packageFolder,
    port: 0,
    timeScale: TIME_SCALE,
    timeline,
    region: 'eu-west-1',
    stackName: 'flood',
    ecs: { runTaskRate: { perSecond: rate, burst: rate } },
    launchTask: recordedTask,
  });
  try {
    const measurements = await run(cloud, launches, options);
    const duplicated = [...launches.values()].filter((count) => count > 1).length;
    const launched = launchedRequests(launches);
    const ids = Array.from({ length: failures }, (_, index) => requestIdOf(index));
    const missing = ids.filter((id) => !launched.has(id)).length;
    return resultOf({ failures, rate, ...measurements, duplicated, missing });
  } finally {
    await cloud.stop();
    rmSync(packageFolder, { recursive: true });
  }
}

function launchedRequests(launches: Launches): ReadonlySet<string | undefined> {
  return new Set(
    [...launches.keys()].map((startedBy) => readTaskIdentity({ startedBy })?.requestId),
  );
}

async function run(cloud: Cloud, launches: Launches, options: FloodOptions) {
  const { failures, onProgress } = options;
  const chaos = new Chaos(cloud.faults);
  const memory: number[] = [];
  const began = performance.now();
  const sending = sendFailures(cloud, failures, () => launches.size);
  let [reported, last, seen] = [began, began, 0];
  let parked = 0;
  while (launches.size + parked < failures) {
    await sleep(POLL_MS);
    const now = performance.now();
    chaos.arm(launches.size);
    if (launches.size > seen) [seen, last] = [launches.size, now];
    if (now - last > PATIENCE_MS) break;
    if (now - reported < PROGRESS_MS) continue;
    reported = now;
    parked = await parkedMessages(cloud);
    const mb = await secondaryMb(cloud.origin);
    if (mb !== undefined) memory.push(mb);
    onProgress(launches.size, (now - began) / 1000);
  }
  const seconds = (performance.now() - began) / 1000;
  await sending;
  return {
    launched: launches.size,
    parked: await parkedMessages(cloud),
    seconds,
    chaos: chaos.counts,
    memory,
  };
}

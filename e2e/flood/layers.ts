// The load test with real runners, whose functions have layers: Lambda tells few tasks a second where a layer is.
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildZip } from '@immortal/archive/testing';
import { type Cloud, startCloud, Timeline, WORKSPACE } from '@immortal/local-cloud';
import { EXIT_CODES } from '@immortal/shared';
import { giveLayers } from '../testbed/layers';
import { FAILURE_QUEUE, packageTestService, PRIMARY, taskDefinitionOf } from '../testbed/service';
import { requestIdOf, sendFailure } from './failures';
import { parkedMessages } from './parked';

export interface LayersOptions {
  readonly failures: number;
  /** Of the function. */
  readonly layers: number;
  /** Calls of GetLayerVersion per second, for all tasks together. */
  readonly callsPerSecond: number;
  /** How long a runner has patience. */
  readonly prepareSeconds: number;
  readonly onProgress: (succeeded: number, seconds: number) => void;
}

export interface LayersResult {
  readonly failures: number;
  readonly succeeded: number;
  readonly parked: number;
  /** More than there are failures, if runners lost their patience. */
  readonly tasks: number;
  /** How many of the tasks ended with exit code 75. */
  readonly temporary: number;
  readonly seconds: number;
}

/** Pauses between attempts pass in seconds. The quota of layers is not scaled, because the runners are not either. */
const TIME_SCALE = 600;
/** Each is a process of 60 MB. */
const TASKS_AT_ONCE = 20;
const POLL_MS = 50;
const PROGRESS_MS = 10_000;
/** Without a success for this long, the run is stuck. */
const PATIENCE_MS = 120_000;

/** @returns once each failure is rescued or parked */
export async function floodWithLayers(options: LayersOptions): Promise<LayersResult> {
  const timeline = new Timeline();
  const counts = { tasks: 0, succeeded: 0, temporary: 0 };
  timeline.subscribe((entry) => {
    if (entry.type !== 'task') return;
    if (entry.status === 'PROVISIONING') counts.tasks += 1;
    if (entry.exitCode === EXIT_CODES.succeeded) counts.succeeded += 1;
    if (entry.exitCode === EXIT_CODES.temporary) counts.temporary += 1;
  });
  const packageFolder = packageWithLayers(options);
  const cloud = await startCloud({
    ...WORKSPACE,
    packageFolder,
    port: 0,
    timeScale: TIME_SCALE,
    timeline,
    region: 'eu-west-1',
    stackName: 'flood',
    lambdaCallsPerSecond: options.callsPerSecond / TIME_SCALE,
    taskCap: TASKS_AT_ONCE,
  });
  try {
    return await run(cloud, counts, options);
  } finally {
    await cloud.stop();
    rmSync(packageFolder, { recursive: true });
  }
}

async function run(
  cloud: Cloud,
  counts: Readonly<Record<'tasks' | 'succeeded' | 'temporary', number>>,
  { failures, onProgress }: LayersOptions,
): Promise<LayersResult> {
  const began = performance.now();
  const seconds = () => Math.round((performance.now() - began) / 100) / 10;
  for (let index = 0; index < failures; index += 1) {
    await sendFailure(cloud, FAILURE_QUEUE, requestIdOf(index), '{}');
  }
  let [reported, last, seen, parked] = [began, began, 0, 0];
  while (counts.succeeded + parked < failures) {
    await sleep(POLL_MS);
    parked = await parkedMessages(cloud);
    const now = performance.now();
    if (counts.succeeded > seen) [seen, last] = [counts.succeeded, now];
    if (now - last > PATIENCE_MS) break;
    if (now - reported < PROGRESS_MS) continue;
    reported = now;
    onProgress(counts.succeeded, seconds());
  }
  return { failures, ...counts, parked, seconds: seconds() };
}

/** The folder of the package, whose function has layers that its tasks may read. */
function packageWithLayers({ layers, prepareSeconds }: LayersOptions): string {
  const names = Array.from({ length: layers }, (_, index) => `FloodLayer${index}`);
  const folder = packageTestService((template) => {
    for (const name of names) {
      const Content = { S3Bucket: 'packages', S3Key: `${name}.zip` };
      const Properties = { LayerName: name, Content };
      template.Resources[name] = { Type: 'AWS::Lambda::LayerVersion', Properties };
    }
    const refs = names.map((name) => ({ Ref: name }));
    giveLayers(PRIMARY, refs, template);
    const { Properties } = taskDefinitionOf(PRIMARY, template);
    const [container] = Properties['ContainerDefinitions'] as { Environment: object[] }[];
    container?.Environment.push({ Name: 'RUNNER_PREPARE_SECONDS', Value: String(prepareSeconds) });
  });
  for (const name of names) {
    const entry = { name: `${name}.txt`, data: name, method: 8, mode: 0o100644 } as const;
    writeFileSync(path.join(folder, `${name}.zip`), buildZip([entry]));
  }
  return folder;
}

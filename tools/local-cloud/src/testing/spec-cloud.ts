// For specs: the local cloud on a small stack, with unchanged SDK clients.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { ECSClient } from '@aws-sdk/client-ecs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type Cloud, type CloudOptions, startCloud } from '../cloud';
import { Timeline } from '../timeline';
import { WORKSPACE } from '../cli/workspace';
import { packageFolder, queueArn, REGION, type Resources } from './fixture';
import { Recorder } from './recorder';

export interface SpecClients {
  readonly lambda: LambdaClient;
  readonly sqs: SQSClient;
  readonly ecs: ECSClient;
}

export interface SpecCloud extends SpecClients {
  readonly cloud: Cloud;
  readonly recorder: Recorder;
  /** Messages in a queue, in any state. */
  depth(queueName: string): Promise<number>;
  stop(): Promise<void>;
}

/** The developer's, on every cloud of the specs. */
export const SPEC_KEY = { accessKeyId: 'spec', secretAccessKey: 'spec' };

/** Retries and delays of AWS take no time worth mentioning. */
const TIME_SCALE = 1_000_000;

export function optionsFor(folder: string, more: Partial<CloudOptions> = {}): CloudOptions {
  return {
    packageFolder: folder,
    runtimeDir: WORKSPACE.runtimeDir,
    runnerFile: path.join(__dirname, 'fake-runner.cjs'),
    port: 0,
    timeScale: TIME_SCALE,
    region: REGION,
    stackName: 'spec',
    timeline: new Timeline(),
    developerKey: SPEC_KEY,
    ...more,
  };
}

/** @param more settings for all of them */
export function clientsOf(endpoint: string, more: { maxAttempts?: number } = {}): SpecClients {
  const config = { endpoint, region: REGION, credentials: SPEC_KEY, ...more };
  return {
    lambda: new LambdaClient(config),
    sqs: new SQSClient(config),
    ecs: new ECSClient(config),
  };
}

export async function startSpecCloud(
  resources: Resources,
  more: Partial<CloudOptions> = {},
): Promise<SpecCloud> {
  const folder = packageFolder(resources);
  const timeline = new Timeline();
  const recorder = new Recorder(timeline);
  const cloud = await startOn(folder, { timeline, ...more });
  const clients = clientsOf(cloud.origin);
  return {
    cloud,
    recorder,
    ...clients,
    async depth(queueName) {
      const depth = await cloud.storage.queueDepth(queueArn(queueName));
      return depth.visible + depth.inFlight + depth.delayed;
    },
    async stop() {
      for (const client of Object.values(clients)) (client as LambdaClient).destroy();
      await cloud.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

async function startOn(folder: string, more: Partial<CloudOptions>): Promise<Cloud> {
  try {
    return await startCloud(optionsFor(folder, more));
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
}

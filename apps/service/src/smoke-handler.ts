// Exceeds its own timeout on purpose: the smoke test proves a deployment by waiting until this function is rescued.
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type Context } from 'aws-lambda';
import { type ProbeReport, type SmokeProbe, runProbe } from './smoke-probe';

export interface SmokeEvent {
  /** Part of the key of the object that is written: `smoke/<id>.json`. */
  readonly id: string;
  /** Longer than the function's timeout; otherwise there is nothing to rescue. */
  readonly sleepSeconds: number;
  /** For npm run verify: it reports what it finds in its container, and writes no object. */
  readonly probe?: SmokeProbe;
}

const ID = /^[\w-]{1,64}$/;
const MAX_SECONDS = 600;
const s3 = new S3Client({});

/**
 * Waits, then writes where it ran, or runs a probe and returns what that found.
 *
 * @throws {TypeError} if the event is not that of a smoke test
 */
export async function handler(
  event: SmokeEvent,
  { awsRequestId }: Context,
): Promise<ProbeReport | undefined> {
  const { id, sleepSeconds, probe } = checked(event);
  await sleep(sleepSeconds * 1000);
  if (probe !== undefined) return runProbe(probe);
  const where = process.env['ECS_CONTAINER_METADATA_URI_V4'] === undefined ? 'lambda' : 'container';
  await s3.send(
    new PutObjectCommand({
      Bucket: process.env['DATA_BUCKET'],
      Key: `smoke/${id}.json`,
      Body: JSON.stringify({ requestId: awsRequestId, where }),
      ContentType: 'application/json',
    }),
  );
  return undefined;
}

function checked(event: SmokeEvent): SmokeEvent {
  const { id, sleepSeconds } = event;
  const isTime = Number.isFinite(sleepSeconds) && sleepSeconds >= 0 && sleepSeconds <= MAX_SECONDS;
  if (typeof id === 'string' && ID.test(id) && isTime) return event;
  throw new TypeError(
    `The event is ${inspect(event, { depth: 1, breakLength: Infinity })}. Send {"id": up to 64 letters, digits, hyphens and underscores, "sleepSeconds": 0 to ${MAX_SECONDS}}.`,
  );
}

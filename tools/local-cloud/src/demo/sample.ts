// The sample's own part of the demo: uploads its input, and checks its result.
import { GetObjectCommand, PutObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import type { Clients } from '../clients';
import type { Stack } from '../template';
import { checkResult } from './check-result';
import { citiesFile, objectCreatedEvent } from './cities-input';

/** The key of the function in serverless.yml, and the logical id of its bucket. */
export const SAMPLE_FUNCTION = 'immortal-handler';
const SAMPLE_BUCKET = 'DataBucket';
const INPUT_KEY = 'world/all cities.csv';
const RESULT_KEY = 'world/all cities.nearest-larger.csv';

export interface Upload {
  readonly event: Buffer;
  readonly description: string;
  /** Says what is wrong with the result, if anything. */
  readonly check: () => Promise<CheckedResult>;
}

export interface CheckedResult {
  readonly address: string;
  readonly wrong?: string;
}

/** @returns undefined for a stack without the sample's bucket */
export async function uploadSample(stack: Stack, { s3 }: Clients): Promise<Upload | undefined> {
  const bucket = stack.resources.get(SAMPLE_BUCKET)?.ref;
  if (bucket === undefined) return undefined;
  const { csv, rows } = citiesFile();
  const input = { Bucket: bucket, Key: INPUT_KEY, Body: csv, ContentType: 'text/csv' };
  const { ETag = '' } = await s3.send(new PutObjectCommand(input));
  const size = Buffer.byteLength(csv);
  const object = {
    bucket,
    key: INPUT_KEY,
    region: stack.region,
    size,
    eTag: ETag.replaceAll('"', ''),
  };
  return {
    event: Buffer.from(JSON.stringify(objectCreatedEvent(object))),
    description: `${rows} cities, ${(size / 1e6).toFixed(1)} MB, as s3://${bucket}/${INPUT_KEY}`,
    check: async () => {
      const address = `s3://${bucket}/${RESULT_KEY}`;
      const result = await read(s3, bucket);
      const wrong = result === undefined ? 'it is not there' : checkResult(csv, result);
      return { address, ...(wrong !== undefined && { wrong }) };
    },
  };
}

async function read(s3: Clients['s3'], Bucket: string): Promise<string | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: RESULT_KEY }));
    return await Body?.transformToString();
  } catch (error) {
    if (error instanceof S3ServiceException && error.name === 'NoSuchKey') return undefined;
    throw error;
  }
}

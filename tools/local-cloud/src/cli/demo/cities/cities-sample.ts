// The cities sample: uploads its input and checks its result.
import { GetObjectCommand, PutObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import type { Clients } from '../../../clients';
import type { Stack } from '../../../kernel/template';
import type { Sample, Upload } from '../sample';
import { checkResult } from './check-result';
import { citiesFile, objectCreatedEvent } from './cities-input';

/** The logical id. */
const BUCKET = 'DataBucket';
const INPUT_KEY = 'world/all cities.csv';
const RESULT_KEY = 'world/all cities.nearest-larger.csv';

export const citiesSample: Sample = { function: 'immortal-handler', upload };

async function upload(stack: Stack, { s3 }: Clients): Promise<Upload | undefined> {
  const bucket = stack.resources.get(BUCKET)?.ref;
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

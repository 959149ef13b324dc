// `--put FILE=s3://BUCKET/KEY`: the objects that a function expects, put there before it is invoked.
import { readFileSync, statSync } from 'node:fs';
import { PutObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import { refused, UsageError } from '@immortal/shared/command-line';
import { clientsFor } from '../clients';
import type { Cloud } from '../cloud';
import type { Reporter } from './demo/reporter';
import type { Stack } from '../kernel/template';

export interface Put {
  readonly file: string;
  /** Its name, or its logical id in the template. */
  readonly bucket: string;
  readonly key: string;
}

/** The last equals sign before the address, so that paths may have some too. */
const PUT = /^(.+)=s3:\/\/([^/]+)\/(.+)$/s;

/** @throws {UsageError} if it is not of this form, or the file can't be read */
export function readPut(text: string): Put {
  const [, file = '', bucket = '', key = ''] = PUT.exec(text) ?? [];
  if (file === '') {
    const remedy = 'pass FILE=s3://BUCKET/KEY, such as input.csv=s3://DataBucket/input.csv';
    throw refused('--put', text, remedy);
  }
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) return { file, bucket, key };
  throw new UsageError(`--put ${file} is not a file: pass the path of one`);
}

/** @throws {UsageError | TemplateError} for a bucket that is not there; the cloud is stopped then */
export async function putObjects(
  puts: readonly Put[],
  cloud: Cloud,
  region: string,
  reporter: Pick<Reporter, 'step'>,
): Promise<void> {
  try {
    const { s3 } = clientsFor(cloud.origin, region, cloud.callers.developer);
    for (const { file, bucket, key: Key } of puts) {
      const Bucket = bucketCalled(bucket, cloud.stack);
      const Body = readFileSync(file);
      await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
      reporter.step(`Put ${file}, ${Body.length} bytes, as s3://${Bucket}/${Key}`);
    }
  } catch (error) {
    await cloud.stop();
    if (!(error instanceof S3ServiceException)) throw error;
    throw new UsageError(`--put is refused by S3: ${error.message}`, { cause: error });
  }
}

function bucketCalled(name: string, stack: Stack): string {
  const buckets = stack.ofType('AWS::S3::Bucket');
  const found = buckets.find(({ ref, logicalId }) => ref === name || logicalId === name);
  if (found) return found.ref;
  const known = buckets.map(({ ref, logicalId }) => `${logicalId} (${ref})`).join(', ') || 'none';
  throw new UsageError(
    `--put names the bucket ${name}, which the stack does not have: use ${known}`,
  );
}

// The zips that a stack's functions and layers name, brought from their buckets to where packaging would leave them.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Storage, StorageError } from '../storage';
import { type Resource, type Stack, TemplateError } from '../template';
import { isObject } from '../template/values';

/** @throws {TemplateError} in CloudFormation's words, for a zip that is not there */
export async function bringCode(
  stack: Stack,
  folder: string,
  storage: Pick<Storage, 'readObject'>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const functions = stack.ofType('AWS::Lambda::Function');
  const layers = stack.ofType('AWS::Lambda::LayerVersion');
  for (const resource of functions) await bring(resource, 'Code', folder, storage);
  for (const resource of layers) await bring(resource, 'Content', folder, storage);
}

async function bring(
  { logicalId, properties }: Resource,
  property: string,
  folder: string,
  storage: Pick<Storage, 'readObject'>,
): Promise<void> {
  const code = properties[property];
  // What is not in a bucket is refused by who reads the function.
  if (!isObject(code) || typeof code['S3Key'] !== 'string') return;
  const { S3Bucket: bucket, S3Key: key } = code;
  try {
    await writeFile(
      path.join(folder, path.basename(key)),
      await storage.readObject(String(bucket), key),
    );
  } catch (cause) {
    if (!(cause instanceof StorageError)) throw cause;
    throw new TemplateError(
      `resource "${logicalId}": Error occurred while GetObject. S3 Error Code: ${cause.code}. S3 Error Message: ${cause.message} (s3://${String(bucket)}/${key})`,
      { cause },
    );
  }
}

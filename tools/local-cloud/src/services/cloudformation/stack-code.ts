// The zips that a stack's functions and layers name, brought from their buckets to where packaging would leave them.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Storage } from '../storage';
import { ApiError } from '../../kernel/errors';
import { type Resource, type Stack, TemplateError } from '../../kernel/template';
import { isObject } from '../../kernel/template/values';

type Code = Pick<Resource, 'logicalId'> & { readonly bucket: string; readonly key: string };

/** @throws {TemplateError} in CloudFormation's words for a zip that is not there, and for two that would be one file */
export async function bringCode(
  stack: Stack,
  folder: string,
  storage: Pick<Storage, 'readObject'>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const functions = stack.ofType('AWS::Lambda::Function').map((one) => codeOf(one, 'Code'));
  const layers = stack.ofType('AWS::Lambda::LayerVersion').map((one) => codeOf(one, 'Content'));
  const brought = new Map<string, Code>();
  // What is not in a bucket is refused by who reads the function.
  for (const code of [...functions, ...layers].filter((one) => one !== undefined)) {
    const file = path.basename(code.key);
    const other = brought.get(file);
    if (other?.key === code.key && other.bucket === code.bucket) continue;
    if (other) throw sameFile(code, other);
    await writeFile(path.join(folder, file), await read(code, storage));
    brought.set(file, code);
  }
}

function codeOf({ logicalId, properties }: Resource, property: string): Code | undefined {
  const code = properties[property];
  if (!isObject(code) || typeof code['S3Key'] !== 'string') return undefined;
  return { logicalId, bucket: String(code['S3Bucket']), key: code['S3Key'] };
}

async function read(
  { logicalId, bucket, key }: Code,
  storage: Pick<Storage, 'readObject'>,
): Promise<Buffer> {
  try {
    return await storage.readObject(bucket, key);
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause;
    throw new TemplateError(
      `resource "${logicalId}": Error occurred while GetObject. S3 Error Code: ${cause.code}. S3 Error Message: ${cause.message} (s3://${bucket}/${key})`,
      { cause },
    );
  }
}

function sameFile({ logicalId, key }: Code, other: Code): TemplateError {
  return new TemplateError(
    `resource "${logicalId}" has its code in ${key}, and "${other.logicalId}" other code in ${other.key}: end the keys with different names for local runs`,
  );
}

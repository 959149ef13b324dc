// Refuses functions that would call the real AWS: the AWS SDK for JavaScript v2 knows no AWS_ENDPOINT_URL.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { findAwsSdkV2 } from '@immortal/archive';
import { UsageError } from '../../kernel/errors';
import type { LambdaFunction } from './functions';
import type { Layers } from './layers';

/** @throws {UsageError} for the first function that has it, in its own code or in a layer of the stack */
export async function refuseAwsSdkV2(
  functions: readonly LambdaFunction[],
  layers: Layers,
): Promise<void> {
  for (const { name, zipFile, layerArns } of functions) {
    const own = layerArns.map((arn) => layers.get(arn).zipFile);
    for (const file of [zipFile, ...own]) {
      const subject = path.basename(file);
      const found = await findAwsSdkV2({ subject, zip: await readFile(file) });
      if (found === undefined) continue;
      throw new UsageError(
        `function ${name} holds the AWS SDK for JavaScript v2 (${found} in ${subject}), which ignores AWS_ENDPOINT_URL: ` +
          'here it would call the real AWS. Move it to version 3 (@aws-sdk/client-…); --allow-aws-sdk-v2 runs it all the same, with keys that AWS does not know',
      );
    }
  }
}

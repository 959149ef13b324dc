// The layers of the stack and their packaged content.
import path from 'node:path';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { ApiError, UsageError } from '../errors';
import type { Resource, Stack } from '../template';

export interface Layer {
  /** With the version, as functions name it. */
  readonly arn: string;
  readonly zipFile: string;
  readonly codeSha256: string;
  readonly codeSize: number;
}

export class Layers {
  private readonly byArn: ReadonlyMap<string, Layer>;

  /** @param packageFolder where `serverless package` has left the zips */
  constructor(stack: Stack, packageFolder: string) {
    const all = stack
      .ofType('AWS::Lambda::LayerVersion')
      .map((resource) => readLayer(resource, packageFolder));
    this.byArn = new Map(all.map((one) => [one.arn, one]));
  }

  /** @throws {ApiError} ResourceNotFoundException, also for layers of other stacks */
  get(arn: string): Layer {
    const found = this.byArn.get(arn);
    if (found) return found;
    throw new ApiError(
      'ResourceNotFoundException',
      `Layer version ${arn} does not exist: the local cloud knows the layers of this stack only`,
      404,
    );
  }
}

function readLayer({ ref, properties }: Resource, packageFolder: string): Layer {
  const { S3Key = '' } = properties['Content'] as { S3Key?: string };
  const zipFile = path.join(packageFolder, path.basename(S3Key));
  if (!existsSync(zipFile)) {
    throw new UsageError(`${zipFile} is missing: run \`npx nx run service:package\` first`);
  }
  const content = readFileSync(zipFile);
  const codeSha256 = createHash('sha256').update(content).digest('base64');
  return { arn: ref, zipFile, codeSha256, codeSize: content.length };
}

// The layers of the stack and their packaged content.
import { ApiError } from '../errors';
import type { Resource, Stack } from '../template';
import { type PackagedZip, readPackagedZip } from './packaged-zip';

export interface Layer extends PackagedZip {
  /** With the version, as functions name it. */
  readonly arn: string;
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

  has(arn: string): boolean {
    return this.byArn.has(arn);
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
  return { arn: ref, ...readPackagedZip(packageFolder, S3Key) };
}

// The layers of the stack and their packaged content.
import { ApiError } from '../../kernel/errors';
import { type Resource, type Stack, TemplateError } from '../../kernel/template';
import { type PackagedZip, readPackagedZip } from './packaged-zip';

export interface Layer extends PackagedZip {
  /** With the version, as functions name it. */
  readonly arn: string;
}

export class Layers {
  private readonly byArn: ReadonlyMap<string, Layer>;

  /**
   * @param packageFolder where `serverless package` has left the zips
   * @throws {TemplateError | UsageError} for a layer without a zip
   */
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

function readLayer({ logicalId, ref, properties }: Resource, packageFolder: string): Layer {
  const { S3Key } = properties['Content'] as { S3Key?: string };
  if (S3Key === undefined) {
    throw new TemplateError(
      `resource "${logicalId}" has no S3Key in its Content: name the zip of the layer`,
    );
  }
  return { arn: ref, ...readPackagedZip(packageFolder, S3Key) };
}

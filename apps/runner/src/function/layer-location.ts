// The location of a layer's content, from Lambda's GetLayerVersionByArn.
import { GetLayerVersionByArnCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { archiveLocation, type ArchiveLocation } from './archive-location';
import { explainAwsFailure } from '../aws/call-failure';
import { RefusalError } from '../errors';

/**
 * @param arn of the layer's version, from the function's configuration
 * @throws {RefusalError} if the layer is deleted or access to it is denied
 * @throws {TemporaryError} if Lambda is unreachable, unavailable, or throttles the call
 */
export async function locateLayer(
  lambda: LambdaClient,
  arn: string,
  env: NodeJS.ProcessEnv,
): Promise<ArchiveLocation> {
  try {
    const { Content } = await lambda.send(new GetLayerVersionByArnCommand({ Arn: arn }));
    const location = archiveLocation(Content ?? {}, Content?.CodeSha256);
    if (location) return location;
    throw new RefusalError(`Lambda's response for layer ${arn} lacks the location of its content.`);
  } catch (error) {
    if (error instanceof RefusalError) throw error;
    throw explainAwsFailure(
      error,
      { action: 'lambda:GetLayerVersion', subject: `layer ${arn}` },
      env,
    );
  }
}

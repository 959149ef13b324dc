// Where the content of a layer lies, by Lambda's GetLayerVersionByArn.
import { GetLayerVersionByArnCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { archiveLocation, type ArchiveLocation } from './archive-location';
import { explainAwsFailure } from '../aws/call-failure';
import { RefusalError } from '../errors';

/**
 * @param arn of a layer's version, as the function's configuration lists it
 * @throws {RefusalError} if the layer is gone or may not be read
 * @throws {TemporaryError} if Lambda cannot be reached or has no time, after the client's own retries
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
    throw new RefusalError(`Lambda's answer for layer ${arn} lacks the address of its content.`);
  } catch (error) {
    if (error instanceof RefusalError) throw error;
    throw explainAwsFailure(
      error,
      { action: 'lambda:GetLayerVersion', subject: `layer ${arn}` },
      env,
    );
  }
}

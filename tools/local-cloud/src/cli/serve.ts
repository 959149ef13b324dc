// `npm run cloud`: only serves, until it is stopped.
import type { Cloud } from '../cloud';
import { JsonReporter, type Reporter, TextReporter } from './demo/reporter';
import { BY_CLOUD } from '../product/invoke-command';
import { type CommonOptions, openCloud } from './open-cloud';
import { untilAborted } from './until-aborted';

/** Resolves when the signal comes and everything has ended. */
export async function serve(options: CommonOptions, signal: AbortSignal): Promise<number> {
  const reporter: Reporter = options.json ? new JsonReporter() : new TextReporter();
  const { cloud } = await openCloud(options, reporter, signal, true, BY_CLOUD);
  reporter.step(instructions(cloud, options));
  await untilAborted(signal);
  await cloud.stop();
  return 0;
}

function instructions({ origin, callers }: Cloud, { region, empty }: CommonOptions): string {
  const { accessKeyId, secretAccessKey } = callers.developer;
  return [
    '\nUse it from another terminal, with any SDK or the AWS CLI:',
    `  export AWS_ENDPOINT_URL=${origin}`,
    `  export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`,
    `  export AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
    '  unset AWS_PROFILE AWS_SESSION_TOKEN',
    ...(empty ? ['Deploy to it with these: npx nx run service:deploy'] : []),
    'Version 1 of the AWS CLI wants the endpoint once more for SQS: aws --endpoint-url $AWS_ENDPOINT_URL sqs …',
    'Ctrl-C stops it.\n',
  ].join('\n');
}

// `npm run cloud`: only serves, until it is stopped.
import { DEVELOPER_KEY_ID } from './callers';
import { SECRET_ACCESS_KEY } from './child-environment';
import { JsonReporter, type Reporter, TextReporter } from './demo/reporter';
import { BY_CLOUD } from './not-emulated';
import { type CommonOptions, openCloud } from './open-cloud';
import { untilAborted } from './until-aborted';

/** Resolves when the signal comes and everything has ended. */
export async function serve(options: CommonOptions, signal: AbortSignal): Promise<number> {
  const reporter: Reporter = options.json ? new JsonReporter() : new TextReporter();
  const { cloud } = await openCloud(options, reporter, signal, true, BY_CLOUD);
  reporter.step(instructions(cloud.origin, options));
  await untilAborted(signal);
  await cloud.stop();
  return 0;
}

function instructions(origin: string, { region, empty }: CommonOptions): string {
  return [
    '\nUse it from another terminal, with any SDK or the AWS CLI:',
    `  export AWS_ENDPOINT_URL=${origin}`,
    `  export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`,
    `  export AWS_ACCESS_KEY_ID=${DEVELOPER_KEY_ID} AWS_SECRET_ACCESS_KEY=${SECRET_ACCESS_KEY}`,
    ...(empty ? ['Deploy to it with these: npx nx run service:deploy'] : []),
    'Version 1 of the AWS CLI wants the endpoint once more for SQS: aws --endpoint-url $AWS_ENDPOINT_URL sqs …',
    'Ctrl-C stops it.\n',
  ].join('\n');
}

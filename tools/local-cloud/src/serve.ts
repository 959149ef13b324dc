// `npm run cloud`: only serves, until it is stopped.
import { startCloud } from './cloud';
import { JsonReporter, type Reporter, TextReporter } from './demo/reporter';
import { Timeline } from './timeline';
import { prepare, type TaskKind } from './prepare';
import { WORKSPACE } from './workspace';
import { awsEnvironment } from './child-environment';

export interface ServeOptions {
  readonly json: boolean;
  readonly port: number;
  readonly region: string;
  readonly timeScale: number;
  readonly tasks: TaskKind;
}

/** Resolves when the signal comes and everything has ended. */
export async function serve(options: ServeOptions, signal: AbortSignal): Promise<number> {
  const reporter: Reporter = options.json ? new JsonReporter() : new TextReporter();
  reporter.step(
    'Packaging the service and bundling the runner (from the cache if nothing changed) …',
  );
  const prepared = await prepare(
    options.tasks,
    (line) => {
      reporter.detail(line);
    },
    signal,
  );
  const timeline = new Timeline();
  timeline.subscribe((entry) => {
    reporter.entry(entry);
  });
  const cloud = await startCloud({
    ...{ ...WORKSPACE, ...options, ...prepared },
    ...{ timeline, stackName: 'local' },
  });
  reporter.started(cloud.origin, options.timeScale);
  reporter.step(instructions(cloud.origin, options.region));
  if (!signal.aborted) {
    await new Promise((resolve) => {
      signal.addEventListener('abort', resolve, { once: true });
    });
  }
  await cloud.stop();
  return 0;
}

function instructions(origin: string, region: string): string {
  const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = awsEnvironment({
    origin,
    region,
  });
  return [
    '\nUse it from another terminal, with any SDK or the AWS CLI:',
    `  export AWS_ENDPOINT_URL=${AWS_ENDPOINT_URL ?? ''}`,
    `  export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`,
    `  export AWS_ACCESS_KEY_ID=${AWS_ACCESS_KEY_ID ?? ''} AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY ?? ''}`,
    'Version 1 of the AWS CLI wants the endpoint once more for SQS: aws --endpoint-url $AWS_ENDPOINT_URL sqs …',
    'Ctrl-C stops it.\n',
  ].join('\n');
}

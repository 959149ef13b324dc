// The smoke test of a deployed stage: an event that finally fails in Lambda has to be rescued.
import { SmokeTestError } from '../errors';
import { smokeFunctionOf } from '../stack';
import { type Aws } from './aws';
import { judge } from './judge';
import { linksOf } from './links';
import { type Names, namesOf, resultKey } from './names';
import { type Options } from './options';
import { TaskWatch } from './task-watch';

export interface Deps {
  readonly aws: Aws;
  /** `AWS_ENDPOINT_URL`, if it is set. */
  readonly endpoint: string | undefined;
  /** Unique to this run. */
  readonly id: string;
  readonly say: (line: string) => void;
  /** Milliseconds since an arbitrary time. */
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
}

const PAUSE_MS = 3_000;

/**
 * Prints the lines of a Markdown list, for a terminal and for the summary of a workflow.
 *
 * @throws {SmokeTestError} unless the event was rescued in time
 */
export async function smokeTest(options: Options, deps: Deps): Promise<void> {
  const names = await namesIn(options, deps.aws);
  const started = deps.now();
  const say = (text: string) => {
    deps.say(`- ${Math.round((deps.now() - started) / 1000)} s: ${text}`);
  };
  const { id, aws } = deps;
  const requestId = await aws.invoke(names.function, { id, sleepSeconds: options.sleepSeconds });
  say(
    `${names.function} is invoked in ${names.region}, account ${names.account}: request ${requestId}`,
  );
  const links = linksOf(names, requestId, deps.endpoint);
  for (const [what, link] of links.ofRequest) deps.say(`- ${what}: ${link}`);

  const watch = new TaskWatch(aws, names.cluster, { functionName: names.function, requestId });
  const key = resultKey(id);
  while (deps.now() < started + options.minutes * 60_000) {
    const change = await watch.nextChange();
    if (change) say([change.text, links.ofTask(change.arn) ?? []].flat().join(': '));
    const result = await aws.findObject(names.bucket, key);
    if (result !== undefined) {
      judge(result, requestId);
      say(`✓ rescued: it completed in a container, see s3://${names.bucket}/${key}`);
      return;
    }
    await deps.pause(PAUSE_MS);
  }
  throw new SmokeTestError(
    `Request ${requestId} was not rescued within ${options.minutes} minutes: ${watch.summary}. ` +
      'The links above show where its event is.',
  );
}

async function namesIn({ stack, stage, region }: Options, aws: Aws): Promise<Names> {
  const name = smokeFunctionOf(stack);
  const arn = await aws.functionArn(name);
  if (arn !== undefined) return namesOf(stack, arn);
  throw new SmokeTestError(
    `There is no function ${name} in ${region}: deploy the stage ${stage}, or pass another --stage or --region.`,
  );
}

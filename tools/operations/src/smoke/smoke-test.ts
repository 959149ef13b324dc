// The smoke test of a deployed stage: an event that Lambda gives up has to be rescued.
import { type Aws } from './aws';
import { SmokeTestError } from './errors';
import { judge } from './judge';
import { linksOf } from './links';
import { functionNameOf, type Names, namesOf, resultKey } from './names';
import { type Options } from './options';
import { TaskWatch } from './task-watch';

export interface Deps {
  readonly aws: Aws;
  /** Another one than AWS's, if that is set. */
  readonly endpoint: string | undefined;
  /** Unique to this run. */
  readonly id: string;
  readonly say: (line: string) => void;
  /** Milliseconds since whenever. */
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
}

const PAUSE_MS = 3_000;

/** What it says are lines of a Markdown list, fit for a terminal and for the summary of a workflow. */
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
    const news = await watch.news();
    if (news) say([news.text, links.ofTask(news.arn) ?? []].flat().join(': '));
    const result = await aws.findObject(names.bucket, key);
    if (result !== undefined) {
      judge(result, requestId);
      say(`✓ rescued: it has worked to its end in a container, see s3://${names.bucket}/${key}`);
      return;
    }
    await deps.pause(PAUSE_MS);
  }
  throw new SmokeTestError(
    `Request ${requestId} was not rescued within ${options.minutes} minutes: ${watch.summary}. ` +
      'The links above show where its event is.',
  );
}

async function namesIn({ service, stage, region }: Options, aws: Aws): Promise<Names> {
  const name = functionNameOf(service, stage);
  const arn = await aws.functionArn(name);
  if (arn !== undefined) return namesOf(service, stage, arn);
  throw new SmokeTestError(
    `There is no function ${name} in ${region}: deploy the stage ${stage}, or pass another --stage or --region.`,
  );
}

// `npm start`: runs one event through the local cloud, from the invocation to the container's result.
import { setTimeout as sleep } from 'node:timers/promises';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { clientsFor } from '../../clients';
import type { Cloud } from '../../cloud';
import { ApiError, UsageError } from '../../kernel/errors';
import { findFunction } from '../../services/lambda/find-function';
import type { LambdaFunction } from '../../services/lambda/functions';
import { BY_START } from '../../product/invoke-command';
import { type CommonOptions, openCloud } from '../open-cloud';
import type { Timeline } from '../../timeline';
import { untilAborted } from '../until-aborted';
import { readEventFile } from './event-file';
import { isSample } from './is-sample';
import { JsonReporter, type Reporter, TextReporter } from './reporter';
import { RescueWatch } from './rescue-watch';
import type { Upload } from './sample';
import { isGood, type Run } from './summary';
import { SAMPLE } from './the-sample';

export interface DemoOptions extends CommonOptions {
  readonly event: string | undefined;
  readonly function: string | undefined;
  /** Whether to keep serving after the summary, with the console. */
  readonly keep: boolean;
}

/** How long a handled message may stay in its queue. */
const SETTLE_MS = 10_000;
const POLL_MS = 50;

/** @returns the exit code: 0 only if the event was handled, its result is right, and all queues are empty */
export async function demo(options: DemoOptions, signal: AbortSignal): Promise<number> {
  const began = Date.now();
  const ownEvent = options.event === undefined ? undefined : readEventFile(options.event);
  const reporter: Reporter = options.json ? new JsonReporter() : new TextReporter();
  const { cloud, timeline } = await openCloud(options, reporter, signal, options.keep, BY_START);
  try {
    const fn = chooseFunction(cloud, options.function);
    const run = await Promise.race([
      play(cloud, timeline, fn, ownEvent, options.region, reporter),
      aborted(signal),
    ]);
    const finished = { ...run, totalSeconds: (Date.now() - began) / 1000 };
    // Stop first, so that the summary is the last output.
    if (!options.keep) await cloud.stop();
    reporter.summary(finished);
    if (options.keep) {
      reporter.step(
        `\nStill serving at ${cloud.consoleUrl ?? cloud.origin}. Press Ctrl-C to stop.`,
      );
      await untilAborted(signal);
    }
    return isGood(finished) ? 0 : 1;
  } finally {
    await cloud.stop();
  }
}

/** @throws {UsageError} if there is no such function, or it can't run here */
function chooseFunction({ functions, stack }: Cloud, name = SAMPLE?.function): LambdaFunction {
  const known = functions.all.map((fn) => fn.name).join(', ');
  if (name === undefined) throw new UsageError(`--function is missing: pass one of ${known}`);
  try {
    return findFunction(functions, name);
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause;
    const message =
      cause.code === 'ResourceNotFoundException'
        ? `--function ${name} is not in the stack ${stack.name}: use one of ${known}`
        : `--function ${name} can't be invoked: ${cause.message}`;
    throw new UsageError(message, { cause });
  }
}

async function play(
  cloud: Cloud,
  timeline: Timeline,
  fn: LambdaFunction,
  ownEvent: Buffer | undefined,
  region: string,
  reporter: Reporter,
): Promise<Omit<Run, 'totalSeconds'>> {
  const clients = clientsFor(cloud.origin, region, cloud.callers.developer);
  const sample =
    SAMPLE && isSample(fn.name) ? await SAMPLE.upload(cloud.stack, clients) : undefined;
  if (sample) reporter.step(`Uploaded ${sample.description}`);
  const readQueues = new Set(cloud.mappings.map(({ queueArn }) => queueArn));
  const watch = new RescueWatch({
    timeline,
    readQueues,
    tasksAreFollowedUp: cloud.stack.ofType('AWS::Events::Rule').length > 0,
  });
  const requestId = await invoke(clients, fn, eventFor(fn, ownEvent, sample));
  const outcome = await watch.outcomeOf({ function: fn.name, requestId });
  const check = ownEvent === undefined && outcome.kind !== 'lost' ? sample?.check : undefined;
  if (check) reporter.step('\nChecking the result …');
  const result = await check?.();
  return {
    function: fn.name,
    requestId,
    outcome,
    result,
    nonEmptyQueues: await settle(cloud, readQueues),
  };
}

function eventFor(fn: LambdaFunction, own: Buffer | undefined, sample: Upload | undefined): Buffer {
  const event = own ?? sample?.event;
  if (event) return event;
  throw new UsageError(`${fn.name} has no sample event: pass its event by --event FILE`);
}

async function invoke(
  { lambda }: ReturnType<typeof clientsFor>,
  fn: LambdaFunction,
  event: Buffer,
): Promise<string> {
  const command = new InvokeCommand({
    FunctionName: fn.name,
    InvocationType: 'Event',
    Payload: event,
  });
  const { $metadata } = await lambda.send(command);
  return $metadata.requestId ?? '';
}

/**
 * Waits until every queue with a consumer is empty; other queues do not change.
 *
 * @returns the names of the queues that still hold messages
 */
async function settle(cloud: Cloud, readQueues: ReadonlySet<string>): Promise<string[]> {
  const queues = cloud.stack
    .ofType('AWS::SQS::Queue')
    .map(({ attributes }) => String(attributes['Arn']));
  const until = Date.now() + SETTLE_MS;
  for (;;) {
    const depths = await Promise.all(queues.map((arn) => messagesIn(cloud, arn)));
    const filled = queues.filter((_, index) => depths[index] !== 0);
    if (!filled.some((arn) => readQueues.has(arn)) || Date.now() > until)
      return filled.map((arn) => arn.replace(/^.*:/, ''));
    await sleep(POLL_MS);
  }
}

async function messagesIn({ storage }: Cloud, arn: string): Promise<number> {
  const { visible, inFlight, delayed } = await storage.queueDepth(arn);
  return visible + inFlight + delayed;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

// `parked redrive`: moves parked events back into the queues that they came from, where they run again.
import { explain } from '../aws-failure';
import { RefusalError } from '../errors';
import { type ChangingDeps } from './deps';
import { type ParkedMessage } from './parked-message';
import { openParkedQueue } from './parked-queue';
import { type Reading, withReading } from './reading';
import { sendBack } from './send-back';
import { type Target, Targets } from './targets';

/**
 * @param to another queue than the one that it came from
 * @returns the exit code: 1 if the operator has said no
 * @throws {RefusalError} if the message is not found, not ours any more, or belongs nowhere
 */
export async function redriveOne(
  messageId: string,
  to: string | undefined,
  deps: ChangingDeps,
): Promise<number> {
  const queue = await openParkedQueue(deps.stack, deps.sqs);
  return withReading(queue, deps, async (reading) => {
    const message = await reading.find(messageId);
    const target = await new Targets(queue, deps.sqs).of(message, to);
    if (!(await deps.confirm(questionAbout(message, target)))) return nothingDone(deps);
    await reading.claim(message);
    await sendBack(message, target, reading, deps.sqs);
    tellSent(message, target, deps);
    return 0;
  });
}

/** @returns the exit code: 1 if the operator has said no, or something could not be moved */
export async function redriveAll(deps: ChangingDeps): Promise<number> {
  const queue = await openParkedQueue(deps.stack, deps.sqs);
  const question = `Send everything in ${queue.name} back to the queues that it came from (about ${queue.approximateMessages})?`;
  if (!(await deps.confirm(question))) return nothingDone(deps);
  const began = deps.now();
  return withReading(queue, deps, async (reading) => {
    const targets = new Targets(queue, deps.sqs);
    const fates: Fate[] = [];
    for await (const batch of reading.batches()) {
      const moves = batch.map((message) => moveOne(message, began, reading, targets, deps));
      fates.push(...(await Promise.all(moves)));
    }
    deps.note(summaryOf(fates, queue.name));
    return fates.includes('failed') ? 1 : 0;
  });
}

/** New: what was sent back can fail again and be parked anew before this ends. It is not sent twice. */
type Fate = 'sent' | 'failed' | 'new';

/** Tells what becomes of the message. */
async function moveOne(
  message: ParkedMessage,
  began: Date,
  reading: Reading,
  targets: Targets,
  deps: ChangingDeps,
): Promise<Fate> {
  if (message.parkedAt !== undefined && message.parkedAt > began) return 'new';
  try {
    const target = await targets.of(message);
    await sendBack(message, target, reading, deps.sqs);
    tellSent(message, target, deps);
    return 'sent';
  } catch (error) {
    const why = error instanceof RefusalError ? error.message : explain(error);
    if (why === undefined) throw error;
    deps.note(`${message.messageId} stays: ${why}`);
    return 'failed';
  }
}

function summaryOf(fates: readonly Fate[], queueName: string): string {
  const count = (fate: Fate) => fates.filter((one) => one === fate).length;
  const parts = [
    `${count('sent')} sent back`,
    ...(count('failed') > 0 ? [`${count('failed')} left in ${queueName}`] : []),
    ...(count('new') > 0 ? [`${count('new')} parked since this began and left as well`] : []),
  ];
  return `${parts.join(', ')}.`;
}

function questionAbout({ functionName, requestId }: ParkedMessage, { name }: Target): string {
  const what = `the event of ${functionName ?? 'an unknown function'} (request ${requestId ?? 'unknown'})`;
  return `Send ${what} back to ${name}, where it runs again?`;
}

function tellSent(
  { messageId, requestId }: ParkedMessage,
  { name }: Target,
  { json, write }: ChangingDeps,
): void {
  const line = json
    ? JSON.stringify({ messageId, requestId, queue: name })
    : `${messageId} was sent back to ${name}`;
  write(line);
}

function nothingDone({ note }: ChangingDeps): number {
  note('Nothing was sent back.');
  return 1;
}

// `parked redrive --all`: shows what goes where, asks, and moves it back.
import { oneLine } from '@immortal/shared';
import { explain } from '../aws-failure';
import { RefusalError } from '../errors';
import { type ChangingDeps } from './deps';
import { type ParkedMessage } from './parked-message';
import { openParkedQueue, type ParkedQueue } from './parked-queue';
import { nothingDone, tellSent } from './redrive';
import { type Reading, withReading } from './reading';
import { sendBack } from './send-back';
import { Targets } from './targets';

/** What the operator agrees to. The events are not kept: a full queue has more of them than the memory holds. */
interface Plan {
  /** The name of the queue by the id of each message that has one. */
  readonly targets: Map<string, string>;
  /** How many go from where to where, by the words for it. */
  readonly moves: Map<string, number>;
  /** Those that stay: nothing says where they belong, or it is no queue of this stack. */
  readonly staying: Set<string>;
}

/** @returns the exit code: 1 if the operator has said no, or something could not be moved */
export async function redriveAll(deps: ChangingDeps): Promise<number> {
  const queue = await openParkedQueue(deps.stack, deps.sqs);
  const targets = new Targets(queue, deps.sqs);
  const plan = await planOf(queue, targets, deps);
  const count = plan.targets.size;
  for (const [move, times] of plan.moves) deps.note(`${times} ${move}`);
  const question = `Send ${count === 1 ? 'this event' : `these ${count} events`} back, to run again?`;
  if (count > 0 && !(await deps.confirm(question))) return nothingDone(deps);
  const fates =
    count === 0
      ? []
      : await withReading(queue, deps, (reading) => moveAll(plan, reading, targets, deps));
  const failed = fates.filter((fate) => fate === 'failed').length + plan.staying.size;
  deps.note(summaryOf(fates, failed, queue.name));
  return failed > 0 ? 1 : 0;
}

/** Reads everything once, tells what can't be moved, and gives it all back: the operator may take a while to answer. */
async function planOf(queue: ParkedQueue, targets: Targets, deps: ChangingDeps): Promise<Plan> {
  const plan: Plan = { targets: new Map(), moves: new Map(), staying: new Set() };
  await withReading(queue, deps, async (reading) => {
    for await (const batch of reading.batches()) {
      for (const message of batch) await addToPlan(plan, message, targets, deps);
    }
  });
  return plan;
}

async function addToPlan(
  { targets: planned, moves, staying }: Plan,
  message: ParkedMessage,
  targets: Targets,
  deps: ChangingDeps,
): Promise<void> {
  const { messageId, functionName } = message;
  try {
    const { name } = await targets.of(message);
    planned.set(messageId, name);
    const move = `of ${oneLine(functionName ?? 'an unknown function')} → ${name}`;
    moves.set(move, (moves.get(move) ?? 0) + 1);
  } catch (error) {
    staying.add(messageId);
    tellStaying(messageId, error, deps);
  }
}

/** New: what was sent back can fail again and be parked once more before this ends. It is not sent twice. */
type Fate = 'sent' | 'failed' | 'new';

async function moveAll(
  plan: Plan,
  reading: Reading,
  targets: Targets,
  deps: ChangingDeps,
): Promise<Fate[]> {
  const fates: Fate[] = [];
  for await (const batch of reading.batches()) {
    const others = batch.filter(({ messageId }) => !plan.staying.has(messageId));
    const moves = others.map((message) => moveOne(message, plan, reading, targets, deps));
    fates.push(...(await Promise.all(moves)));
  }
  return fates;
}

/** Tells what becomes of the message. */
async function moveOne(
  message: ParkedMessage,
  plan: Plan,
  reading: Reading,
  targets: Targets,
  deps: ChangingDeps,
): Promise<Fate> {
  if (!plan.targets.has(message.messageId)) return 'new';
  try {
    const target = await targets.of(message);
    await sendBack(message, target, reading, deps.sqs);
    tellSent(message, target, deps);
    return 'sent';
  } catch (error) {
    tellStaying(message.messageId, error, deps);
    return 'failed';
  }
}

/** @throws the error itself if it is no failure of a call, but a defect */
function tellStaying(messageId: string, error: unknown, { note }: ChangingDeps): void {
  const why = error instanceof RefusalError ? error.message : explain(error);
  if (why === undefined) throw error;
  note(`${messageId} stays: ${why}`);
}

function summaryOf(fates: readonly Fate[], failed: number, queueName: string): string {
  const count = (fate: Fate) => fates.filter((one) => one === fate).length;
  const parts = [
    `${count('sent')} sent back`,
    ...(failed > 0 ? [`${failed} left in ${queueName}`] : []),
    ...(count('new') > 0 ? [`${count('new')} parked since this began and left as well`] : []),
  ];
  return `${parts.join(', ')}.`;
}

// `parked redrive --all`: shows what goes where, asks, and moves it back.
import { oneLine } from '@immortal/shared';
import { explain } from '../aws/aws-failure';
import { type ChangingDeps } from './deps';
import { type ParkedMessage } from './parked-message';
import { openParkedQueue, type ParkedQueue } from './parked-queue';
import { nothingDone, reportSent } from './redrive';
import { type Reading, withReading } from './reading';
import { sendBack } from './send-back';
import { Targets } from './targets';

/** What the operator agrees to. The events are not kept: those of a full queue do not fit into memory. */
interface Plan {
  /** The name of the target queue, by message id. */
  readonly targets: Map<string, string>;
  /** How many messages make each move, by its description. */
  readonly moves: Map<string, number>;
  /** The ids of messages that stay: their queue is unknown, or does not belong to this stack. */
  readonly staying: Set<string>;
}

/** @returns the exit code: 1 if the operator answered no, or a message could not be moved */
export async function redriveAll(deps: ChangingDeps): Promise<number> {
  const queue = await openParkedQueue(deps.stack, deps.sqs);
  const targets = new Targets(queue, deps.sqs);
  const plan = await planOf(queue, targets, deps);
  const count = plan.targets.size;
  for (const [move, times] of plan.moves) deps.note(`${times} ${move}`);
  const question = `Send ${count === 1 ? 'this event' : `these ${count} events`} back, to run again?`;
  if (count > 0 && !(await deps.confirm(question))) return nothingDone(deps);
  const moves =
    count === 0
      ? []
      : await withReading(queue, deps, (reading) => moveAll(plan, reading, targets, deps));
  const failed = moves.filter((move) => move === 'failed').length + plan.staying.size;
  deps.note(summaryOf(moves, failed, queue.name));
  return failed > 0 ? 1 : 0;
}

/** Reads everything once, reports what can't be moved, and releases it all: the operator may take a while to answer. */
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
    reportStaying(messageId, error, deps);
  }
}

/** `new` is a message that was parked since the plan was made, such as one that was sent back and failed again. */
type Move = 'sent' | 'failed' | 'new';

async function moveAll(
  plan: Plan,
  reading: Reading,
  targets: Targets,
  deps: ChangingDeps,
): Promise<Move[]> {
  const done: Move[] = [];
  for await (const batch of reading.batches()) {
    const others = batch.filter(({ messageId }) => !plan.staying.has(messageId));
    const moves = others.map((message) => moveOne(message, plan, reading, targets, deps));
    done.push(...(await Promise.all(moves)));
  }
  return done;
}

/** Moves a message, and reports it. */
async function moveOne(
  message: ParkedMessage,
  plan: Plan,
  reading: Reading,
  targets: Targets,
  deps: ChangingDeps,
): Promise<Move> {
  if (!plan.targets.has(message.messageId)) return 'new';
  try {
    const target = await targets.of(message);
    await sendBack(message, target, reading, deps.sqs);
    reportSent(message, target, deps);
    return 'sent';
  } catch (error) {
    reportStaying(message.messageId, error, deps);
    return 'failed';
  }
}

/** @throws the error itself if it is a bug rather than a failed call */
function reportStaying(messageId: string, error: unknown, { note }: ChangingDeps): void {
  const why = explain(error);
  if (why === undefined) throw error;
  note(`${messageId} stays: ${why}`);
}

function summaryOf(moves: readonly Move[], failed: number, queueName: string): string {
  const count = (move: Move) => moves.filter((one) => one === move).length;
  const parts = [
    `${count('sent')} sent back`,
    ...(failed > 0 ? [`${failed} left in ${queueName}`] : []),
    ...(count('new') > 0 ? [`${count('new')} parked since the command began, and left too`] : []),
  ];
  return `${parts.join(', ')}.`;
}

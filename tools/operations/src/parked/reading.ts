// Reads the whole of a queue without taking anything away. Receiving a message hides it, so all are given back.
import { type Message, type SQSClient } from '@aws-sdk/client-sqs';
import { explain } from '../aws-failure';
import { RefusalError } from '../errors';
import { type ParkedMessage, readParkedMessage } from './parked-message';
import { type ParkedQueue } from './parked-queue';
import { BATCH, QueueCalls } from './queue-calls';

export interface ReadingDeps {
  readonly sqs: SQSClient;
  readonly signal: AbortSignal;
  /** Tells the operator something that is no result. */
  readonly note: (text: string) => void;
}

/** Messages of a queue that can be hidden at once. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-quotas.html */
const MAX_IN_FLIGHT = 120_000;
/** Receives that bring nothing new, after which the queue is taken as read. */
const IDLE_RECEIVES = 2;
/** Messages that a refusal names. */
const MAX_NAMED = 10;
/** How long messages stay hidden if this process is killed before it can give them back … */
const LEAST_HIDDEN_SECONDS = 60;
/** … and longer for a full queue. A receive brings ten messages, in far less time than this allows it. */
const MESSAGES_A_SECOND = 50;

/**
 * Reads a queue.
 *
 * @param use gets the reading; when it ends, in whatever way, what was received and not deleted is visible again
 */
export async function withReading<Result>(
  queue: ParkedQueue,
  deps: ReadingDeps,
  use: (reading: Reading) => Promise<Result>,
): Promise<Result> {
  const reading = new Reading(queue, deps);
  try {
    return await use(reading);
  } finally {
    await reading.giveBack();
  }
}

export class Reading {
  /** The newest receipt handle of every message that was received, by its id. */
  private readonly held = new Map<string, string>();
  private readonly deleted = new Set<string>();
  private readonly calls: QueueCalls;

  constructor(
    readonly queue: ParkedQueue,
    private readonly deps: ReadingDeps,
  ) {
    const extra = Math.ceil(queue.approximateMessages / MESSAGES_A_SECOND);
    this.calls = new QueueCalls(deps.sqs, queue.url, LEAST_HIDDEN_SECONDS + extra);
  }

  /**
   * Up to ten messages at once, each message once, until nothing new comes or SQS hides no more.
   *
   * @throws the signal's reason when it is aborted
   */
  async *batches(): AsyncGenerator<readonly ParkedMessage[]> {
    let idle = 0;
    while (idle < IDLE_RECEIVES && this.held.size < MAX_IN_FLIGHT) {
      this.deps.signal.throwIfAborted();
      // A receive that is under way is not broken off: what it hides could not be given back.
      const fresh = this.hold(await this.calls.receive());
      idle = fresh.length === 0 ? idle + 1 : 0;
      if (fresh.length > 0) yield fresh;
    }
  }

  /**
   * @param id of the message, or the beginning of it if no other begins so
   * @throws {RefusalError} if no message with this id comes, or several do
   */
  async find(id: string): Promise<ParkedMessage> {
    const candidates: ParkedMessage[] = [];
    for await (const batch of this.batches()) {
      const found = batch.find(({ messageId }) => messageId === id);
      if (found !== undefined) return found;
      if (id !== '') candidates.push(...batch.filter(({ messageId }) => messageId.startsWith(id)));
    }
    const [only, ...others] = candidates;
    if (only === undefined) {
      throw new RefusalError(
        `No message ${id} is in ${this.queue.name}, or somebody else is reading it just now. ` +
          'npm run parked -- list shows those that are there.',
      );
    }
    if (others.length > 0) throw new RefusalError(ambiguous(id, candidates));
    return only;
  }

  /**
   * Makes sure that nobody else has got the message meanwhile, and that nobody gets it in the next minute.
   *
   * @throws {RefusalError} if the message has become visible again
   */
  async claim({ messageId }: ParkedMessage): Promise<void> {
    if (await this.calls.hideOn(this.handleOf(messageId))) return;
    this.held.delete(messageId);
    throw new RefusalError(
      `Message ${messageId} was visible again before you answered, and somebody else may have taken it. Call the command again.`,
    );
  }

  /** @throws whatever the SDK throws */
  async delete({ messageId }: ParkedMessage): Promise<void> {
    await this.calls.delete(this.handleOf(messageId));
    this.held.delete(messageId);
    this.deleted.add(messageId);
  }

  /** Never throws: what can't be given back comes back by itself, a little later. */
  async giveBack(): Promise<void> {
    const handles = [...this.held.values()];
    try {
      for (let start = 0; start < handles.length; start += BATCH) {
        await this.calls.show(handles.slice(start, start + BATCH));
      }
    } catch (error) {
      this.deps.note(
        `What was read could not be given back, and is visible again after ${this.calls.hiddenSeconds} seconds: ` +
          (explain(error) ?? String(error)),
      );
    }
  }

  private handleOf(messageId: string): string {
    return this.held.get(messageId) ?? '';
  }

  /** @returns those that are new */
  private hold(messages: readonly Message[]): readonly ParkedMessage[] {
    return messages.flatMap((message) => {
      const { MessageId = '', ReceiptHandle = '' } = message;
      // SQS delivers at least once, also what was deleted just now.
      if (this.deleted.has(MessageId)) return [];
      const isNew = !this.held.has(MessageId);
      this.held.set(MessageId, ReceiptHandle);
      return isNew ? [readParkedMessage(message)] : [];
    });
  }
}

function ambiguous(id: string, candidates: readonly ParkedMessage[]): string {
  const named = candidates
    .slice(0, MAX_NAMED)
    .map(({ messageId, functionName = 'an unknown function' }) => `${messageId} (${functionName})`);
  const more = candidates.length > MAX_NAMED ? [`${candidates.length - MAX_NAMED} more`] : [];
  return `${candidates.length} messages begin with ${id}: pass more of the ID of one of ${[...named, ...more].join(', ')}.`;
}

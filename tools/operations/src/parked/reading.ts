// Reads a whole queue without removing anything. Receiving a message hides it, so all messages are released in the end.
import { type Message } from '@aws-sdk/client-sqs';
import { explain } from '../aws/aws-failure';
import { RefusalError } from '../errors';
import { type ParkedDeps } from './deps';
import { type ParkedMessage, readParkedMessage } from './parked-message';
import { type ParkedQueue } from './parked-queue';
import { BATCH, QueueCalls } from './queue-calls';

type ReadingDeps = Pick<ParkedDeps, 'sqs' | 'signal' | 'note'>;

/** Messages of a queue that can be hidden at once. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-quotas.html */
const MAX_IN_FLIGHT = 120_000;
/** The queue counts as read after so many receives in a row without a new message. */
const IDLE_RECEIVES = 2;
/** Messages that a refusal names. */
const MAX_NAMED = 10;
/** How long messages stay hidden if this process is killed before it can release them … */
const LEAST_HIDDEN_SECONDS = 60;
/** … and longer for a full queue. A receive returns ten messages in far less time than this allows. */
const MESSAGES_A_SECOND = 50;

/**
 * Reads a queue.
 *
 * @param use reads; however it ends, what was received and not deleted is visible again afterwards
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
    await reading.release();
  }
}

export class Reading {
  /** The latest receipt handle of each received message, by message id. */
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
   * Up to ten messages at once, each message once, until no new message comes or SQS's limit of hidden ones is reached.
   *
   * @throws the signal's reason once it is aborted
   */
  async *batches(): AsyncGenerator<readonly ParkedMessage[]> {
    let idle = 0;
    while (idle < IDLE_RECEIVES && this.held.size < MAX_IN_FLIGHT) {
      this.deps.signal.throwIfAborted();
      // A receive in progress is not aborted: the messages that it hides could not be released.
      const fresh = this.hold(await this.calls.receive());
      idle = fresh.length === 0 ? idle + 1 : 0;
      if (fresh.length > 0) yield fresh;
    }
  }

  /**
   * @param id of the message, or a prefix of it that no other id has
   * @throws {RefusalError} if no message or several messages match
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
        `No message ${id} is in ${this.queue.name}, or another reader has received it. ` +
          'npm run parked -- list shows the messages of the queue.',
      );
    }
    if (others.length > 0) throw new RefusalError(ambiguous(id, candidates));
    return only;
  }

  /**
   * Makes sure that no other reader has received the message meanwhile, or will in the next minute.
   *
   * @throws {RefusalError} if the message has become visible again
   */
  async claim({ messageId }: ParkedMessage): Promise<void> {
    if (await this.calls.hide(this.handleOf(messageId))) return;
    this.held.delete(messageId);
    throw new RefusalError(
      `Message ${messageId} was visible again before you answered, and another reader may have received it. Run the command again.`,
    );
  }

  /** @throws the errors of the SDK */
  async delete({ messageId }: ParkedMessage): Promise<void> {
    await this.calls.delete(this.handleOf(messageId));
    this.held.delete(messageId);
    this.deleted.add(messageId);
  }

  /** Never throws: a message that can't be released becomes visible by itself a little later. */
  async release(): Promise<void> {
    const handles = [...this.held.values()];
    try {
      for (let start = 0; start < handles.length; start += BATCH) {
        await this.calls.show(handles.slice(start, start + BATCH));
      }
    } catch (error) {
      this.deps.note(
        `The messages could not be released. They are visible again after ${this.calls.hiddenSeconds} seconds: ` +
          (explain(error) ?? String(error)),
      );
    }
  }

  private handleOf(messageId: string): string {
    return this.held.get(messageId) ?? '';
  }

  /** @returns the new ones */
  private hold(messages: readonly Message[]): readonly ParkedMessage[] {
    return messages.flatMap((message) => {
      const { MessageId = '', ReceiptHandle = '' } = message;
      // SQS delivers at least once, even a message that was just deleted.
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

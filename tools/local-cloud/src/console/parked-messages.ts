// Lists the messages in dead-letter queues without receiving them, sends them back, and deletes them.
import type { ParkedMessage, ParkedMessages } from './api';
import type { StackRuntime } from '../stack-runtime';
import type { InspectedMessage, Storage } from '../services/storage';
import { readFailureAttributes } from '@immortal/shared';
import { ownerOf } from '../product/rescue-correlation';
import { parkedQueuesOf, queuesOf } from './queues';
import { RequestError } from './request-error';

export interface ParkedDeps {
  readonly storage: Pick<Storage, 'messagesIn' | 'sendMessage' | 'sourceOf' | 'takeOut'>;
  readonly runtime: Pick<StackRuntime, 'stack'>;
}

const MAX_LISTED = 300;
/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
const TARGET_ARN = 'TARGET_ARN';

interface Found extends InspectedMessage {
  readonly arn: string;
}

export class Parked {
  /** Messages that are being sent back: a second request must not send them again. */
  private readonly leaving = new Set<string>();

  constructor(private readonly deps: ParkedDeps) {}

  list(): ParkedMessages {
    const all = this.all();
    const newest = all.sort((a, b) => b.message.sentTimestamp - a.message.sentTimestamp);
    const messages = newest.slice(0, MAX_LISTED).map((found) => this.describe(found));
    return { messages, total: all.length };
  }

  /** @throws {RequestError} 404 */
  bodyOf(messageId: string): string {
    return this.find(messageId).message.body;
  }

  /**
   * Sends a message back to the queue that it came from, unchanged, like `npm run parked -- redrive`.
   *
   * @throws {RequestError} 404, or 409 if the queue is unknown or another consumer has received the message
   */
  async sendBack(messageId: string): Promise<void> {
    const found = this.find(messageId);
    const to = this.describe(found).from;
    const target = queuesOf(this.deps.runtime.stack).find((arn) => nameOf(arn) === to);
    if (to === undefined || target === undefined || target === found.arn) {
      throw new RequestError(
        409,
        `Message ${messageId} does not say which queue it came from: npm run parked -- redrive ${messageId} --to QUEUE`,
      );
    }
    const { body, messageAttributes } = found.message;
    this.refuseHeld(found);
    this.leaving.add(messageId);
    try {
      await this.deps.storage.sendMessage(target, body, messageAttributes);
      this.takeOut(found, to);
    } finally {
      this.leaving.delete(messageId);
    }
  }

  /** @throws {RequestError} 404, or 409 if another consumer has received the message */
  drop(messageId: string): void {
    const found = this.find(messageId);
    this.refuseHeld(found);
    this.takeOut(found);
  }

  private refuseHeld({ isHeld, message: { messageId } }: Found): void {
    if (!isHeld && !this.leaving.has(messageId)) return;
    throw new RequestError(
      409,
      `Another consumer has received message ${messageId}: try again when it is visible again.`,
    );
  }

  private takeOut({ arn, message: { messageId } }: Found, to?: string): void {
    if (this.deps.storage.takeOut(arn, messageId, to)) return;
    throw new RequestError(409, `Message ${messageId} can't be deleted from ${nameOf(arn)}.`);
  }

  private find(messageId: string): Found {
    const found = this.all().find(({ message }) => message.messageId === messageId);
    if (found) return found;
    throw new RequestError(404, `No message ${messageId} is in a dead-letter queue.`);
  }

  private all(): Found[] {
    const { storage, runtime } = this.deps;
    return parkedQueuesOf(runtime.stack).flatMap((arn) =>
      storage.messagesIn(arn).map((one) => ({ ...one, arn })),
    );
  }

  private describe({ message, arn, isHeld }: Found): ParkedMessage {
    const { messageId, body, sentTimestamp, messageAttributes } = message;
    const textOf = (name: string) => messageAttributes[name]?.StringValue;
    const claims = readFailureAttributes(textOf);
    const { requestId, attempts, reason, errorMessage } = claims;
    const source = this.deps.storage.sourceOf(messageId);
    const target = textOf(TARGET_ARN);
    return {
      messageId,
      queue: nameOf(arn),
      sentAt: sentTimestamp,
      isHeld,
      bytes: Buffer.byteLength(body),
      ...known({
        // SQS's own record can't be forged, so it takes precedence over the message's claims.
        from: source ?? claims.queue ?? (target && nameOf(target)),
        requestId,
        function: ownerOf(source, claims) || undefined,
        attempts,
        reason,
        errorMessage,
      }),
    };
  }
}

/** Omits undefined values. */
function known<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}

function nameOf(arn: string): string {
  return arn.replace(/^.*:/, '');
}

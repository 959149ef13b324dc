// fauxqs in this process: requests go in and responses come out without a socket.
import { setImmediate } from 'node:timers/promises';
import { loadFauxqs, type FauxqsApp, type SqsStore } from './load-fauxqs';
import { type DeadLetterListeners, spyOnMoves, textsOf } from './moved-messages';
import { MoveLog } from './move-log';
import { type InspectedMessage, messagesOf, removeMessage } from './stored-messages';
import { endToEndHeaders, type WireResponse } from '../../kernel/wire';

/** A request for fauxqs; its body is handed over as it is, SQS's as an object, S3's as bytes. */
export interface EngineRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Engine {
  call(request: EngineRequest): Promise<WireResponse>;
  /**
   * Divides what is left of a received message's visibility timeout; one that is gone stays so.
   *
   * @returns the seconds that were left
   */
  shorten(queueUrl: string, receiptHandle: string, divisor: number): number;
  /** All messages of a queue. */
  messages(queueUrl: string): readonly InspectedMessage[];
  /** The name of the queue from which a redrive policy has moved a message. */
  sourceOf(messageId: string): string | undefined;
  /**
   * Deletes a message that is not being received.
   *
   * @param to the queue that it was sent back to
   * @returns whether it was there
   */
  remove(queueUrl: string, messageId: string, to: string | undefined): boolean;
  /** Ends all long polls, empty-handed. */
  endWaits(): Promise<void>;
  /** Ends all long polls too, and takes no more calls. */
  close(): Promise<void>;
}

// Not an AWS header: it names the body that waits beside the request.
const BODY_HEADER = 'x-local-cloud-body';

/**
 * Starts fauxqs.
 *
 * @param listeners hear of messages that get into dead-letter queues and out of them
 *
 * Bodies pass beside the request instead of in it. In it, fauxqs would cut them at 11 MiB and parse
 * S3 objects whose content type is that of an SQS call.
 */
export async function startEngine(region: string, listeners: DeadLetterListeners): Promise<Engine> {
  const { buildApp, SqsStore } = loadFauxqs();
  const sqsStore = new SqsStore();
  const moves = new MoveLog();
  const logging = moves.listening(listeners);
  sqsStore.spy = spyOnMoves(sqsStore, logging);
  const app = buildApp({ logger: false, defaultRegion: region, stores: { sqsStore } });
  const waiting = new Map<string, Waiting>();
  app.addHook('preValidation', (request, _reply, done) => {
    const id = String(request.headers[BODY_HEADER]);
    const { body, type } = waiting.get(id) ?? {};
    waiting.delete(id);
    request.body = body;
    request.headers['content-type'] = type;
    done();
  });
  await app.ready();
  return new RunningEngine(app, sqsStore, waiting, logging, moves);
}

interface Waiting {
  readonly body?: unknown;
  readonly type?: string | undefined;
}

class RunningEngine implements Engine {
  #count = 0;
  #closed = false;

  constructor(
    private readonly app: FauxqsApp,
    private readonly sqsStore: SqsStore,
    private readonly waiting: Map<string, Waiting>,
    private readonly listeners: DeadLetterListeners,
    private readonly moves: MoveLog,
  ) {}

  async call({ method, url, headers, body }: EngineRequest): Promise<WireResponse> {
    if (this.#closed) throw new Error('the storage is closed: start it again to use it');
    const id = String(++this.#count);
    // Without a content type fastify lets the body alone, so this one comes with it.
    const { 'content-type': type, ...rest } = headers;
    this.waiting.set(id, { body, type });
    const answer = await this.app
      .inject({ method, url, headers: { ...rest, [BODY_HEADER]: id } })
      .finally(() => this.waiting.delete(id));
    return {
      status: answer.statusCode,
      headers: endToEndHeaders(answer.headers),
      body: answer.rawPayload,
    };
  }

  // SQS has no call that says how long a message is hidden still, so this reads where fauxqs keeps it.
  shorten(queueUrl: string, receiptHandle: string, divisor: number): number {
    const received = this.sqsStore.getQueue(queueUrl)?.inflightMessages.get(receiptHandle);
    if (received === undefined) return 0;
    const now = Date.now();
    const rest = Math.max(0, received.visibilityDeadline - now);
    received.visibilityDeadline = now + rest / divisor;
    return rest / 1000;
  }

  messages(queueUrl: string): readonly InspectedMessage[] {
    const queue = this.sqsStore.getQueue(queueUrl);
    return queue ? messagesOf(queue) : [];
  }

  sourceOf(messageId: string): string | undefined {
    return this.moves.of(messageId);
  }

  remove(queueUrl: string, messageId: string, to: string | undefined): boolean {
    const queue = this.sqsStore.getQueue(queueUrl);
    const removed = queue && removeMessage(queue, messageId);
    if (!removed) return false;
    const attributes = textsOf(removed.messageAttributes);
    this.listeners.onTakenOut?.({
      queue: queue.name,
      messageId,
      attributes,
      ...(to !== undefined && { to }),
    });
    return true;
  }

  async endWaits(): Promise<void> {
    await this.#begun();
    this.sqsStore.shutdown();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#begun();
    await this.app.close();
  }

  /** A long poll that begins after fauxqs has ended them all would last for 20 s. */
  async #begun(): Promise<void> {
    do await setImmediate();
    while (this.waiting.size > 0);
  }
}

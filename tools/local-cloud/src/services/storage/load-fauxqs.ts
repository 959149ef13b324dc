// Loads the ESM-only package fauxqs from CommonJS, under node, swc-node and jest alike.
import { existsSync, readFileSync } from 'node:fs';
import { Module } from 'node:module';
import path from 'node:path';
import type { MessageAttribute } from '../sqs/message-attributes';

/** The version whose faults the adapter knows and makes up for. */
const VERSION = '1.9.2';

// Characters that SQS takes in a message body. fauxqs leaves out everything beyond U+FFFF, so that
// one emoji in an event would be refused.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
const NOT_ALLOWED = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** The part of fauxqs that is used. `startFauxqs` is not: it binds every network interface. */
export interface Fauxqs {
  readonly buildApp: (options: {
    logger: boolean;
    defaultRegion: string;
    stores: { sqsStore: SqsStore };
  }) => FauxqsApp;
  readonly SqsStore: new () => SqsStore;
}

/** Its memory of queues, as far as it is used. */
export interface SqsStore {
  readonly queues: ReadonlyMap<string, SqsQueue>;
  getQueue(url: string): SqsQueue | undefined;
  /** Ends all waiting for messages, and nothing else. */
  shutdown(): void;
  /** Hears what happens to messages of the queues that are created from then on. */
  spy: SqsSpy | undefined;
}

export interface SqsQueue {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly inflightMessages: Map<string, Received>;
  /** Those that wait in a queue that is not FIFO. */
  readonly messages: StoredMessage[];
  inspectMessages(): {
    readonly ready: readonly StoredMessage[];
    readonly delayed: readonly StoredMessage[];
    readonly inflight: readonly { readonly message: StoredMessage }[];
  };
}

export interface StoredMessage {
  readonly messageId: string;
  readonly body: string;
  readonly messageAttributes: Readonly<Record<string, MessageAttribute>>;
  /** Milliseconds since 1970. */
  readonly sentTimestamp: number;
}

export interface SqsSpy {
  addMessage(message: SpiedMessage): void;
}

export interface SpiedMessage {
  /** `dlq` when a redrive policy takes the message out of this queue. */
  readonly status: 'published' | 'consumed' | 'dlq';
  readonly queueName: string;
  readonly messageId: string;
  readonly messageAttributes: Readonly<Record<string, { readonly StringValue?: string }>>;
}

interface Received {
  /** Milliseconds since 1970. */
  visibilityDeadline: number;
}

/** The part of its Fastify application that is used; the types of Fastify are not reachable here. */
export interface FauxqsApp {
  addHook(
    name: 'preValidation',
    hook: (request: AppRequest, reply: unknown, done: () => void) => void,
  ): void;
  ready(): Promise<unknown>;
  inject(request: {
    method: string;
    url: string;
    headers: Readonly<Record<string, string>>;
  }): Promise<AppResponse>;
  close(): Promise<void>;
}

interface AppRequest {
  readonly headers: Record<string, string | string[] | undefined>;
  body: unknown;
}

interface AppResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, number | string | string[] | undefined>>;
  readonly rawPayload: Buffer;
}

/**
 * @throws Error when the package is missing or has another version than the adapter was written for
 */
export function loadFauxqs(): Fauxqs {
  const folder = findPackage();
  // swc turns `import()` into `require`, which the exports of fauxqs forbid, and jest has a `require`
  // without ESM. The method of Node's own Module class has neither problem: it takes a path and
  // loads ESM by itself (Node >= 20.19).
  const load = (file: string): unknown =>
    new Module(__filename).require(path.join(folder, 'dist', file));
  const { INVALID_MESSAGE_BODY_CHAR: pattern } = load('sqs/sqsTypes.js') as Record<string, RegExp>;
  if (pattern) pattern.test = (text) => NOT_ALLOWED.test(text);
  return { ...(load('app.js') as Fauxqs), ...(load('sqs/sqsStore.js') as Fauxqs) };
}

function findPackage(): string {
  const places = require.resolve.paths('fauxqs') ?? [];
  const folder = places.map((place) => path.join(place, 'fauxqs')).find(existsSync);
  if (folder === undefined) throw new Error('the package fauxqs is missing: run npm ci');
  const manifest = readFileSync(path.join(folder, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  if (version === VERSION) return folder;
  throw new Error(
    `fauxqs is ${version}, but its adapter was written for ${VERSION}: pin that or review tools/local-cloud/src/services/storage`,
  );
}

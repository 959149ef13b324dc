// What the two threads of the client's replacement tell each other: one request to the Runtime API, and what came of it.
import { type MessagePort } from 'node:worker_threads';

export interface Call {
  readonly method: 'GET' | 'POST';
  /** Below /2018-06-01/runtime/invocation/. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Reply {
  /** The HTTP status; -1 when there was no answer. */
  readonly status: number;
  readonly body: string;
  /** As bytes: what HTTP calls Latin-1 is UTF-8 here. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What the thread of requests begins with. */
export interface RequestsData {
  /** host:port of the Runtime API. */
  readonly address: string;
  /** For calls whose caller waits, blocked, until `answered` is 1. */
  readonly blocking: MessagePort;
  readonly answered: Int32Array;
}

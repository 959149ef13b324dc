// The messages between the two threads of the client's replacement: a request to the Runtime API and its response.
import { type MessagePort } from 'node:worker_threads';

export interface Call {
  readonly method: 'GET' | 'POST';
  /** Below /2018-06-01/runtime/invocation/. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Reply {
  /** The HTTP status; -1 if there was no response. */
  readonly status: number;
  readonly body: string;
  /** As bytes: HTTP's Latin-1 is UTF-8 here. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The initial data of the thread that makes requests. */
export interface RequestsData {
  /** host:port of the Runtime API. */
  readonly address: string;
  /** For calls whose caller blocks until `answered` is 1. */
  readonly blocking: MessagePort;
  readonly answered: Int32Array;
}

// The Lambda Runtime API on the loopback, for one runtime: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Invocation, Outcome } from '../invocation';
import { errorTypeIn } from './error-type';
import { invocationHeaders } from './invocation-headers';
import { type Metadata, MetadataEndpoint } from './metadata';
import { type Peer, peerOf } from './peer-user';
import { PayloadTooLargeError } from '../errors';
import { MAX_PAYLOAD_BYTES, readBody } from './read-body';
import { strangeness } from './origin-check';

/** What a runtime can post; how its process ends is seen by whoever started it. */
export type Answer = Extract<Outcome, { kind: 'response' | 'error' | 'init-error' }>;

const API = '/2018-06-01/runtime';
const ANSWER_PATH = /^\/2018-06-01\/runtime\/invocation\/(.+)\/(error|response)$/;

/**
 * AWS's client asks for the next invocation while the end of a failed response is still on its way, on another
 * connection: so long it waits for the answer to begin before it is refused.
 */
const ANSWER_GRACE_MS = 1000;

/** A runtime may be silent for hours between two requests; Node's defaults would cut it off after 300 s. */
const NO_HTTP_TIMEOUTS = { requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0 };

/** Bytes. AWS's clients repeat the message of an error, which may be as large as a response, in a header for X-Ray. */
const MAX_HEADERS = 2 * MAX_PAYLOAD_BYTES + 1024 * 1024;

interface Current {
  readonly invocation: Invocation;
  readonly settle: (answer: Answer) => void;
  readonly onDelivered: () => void;
  delivered: boolean;
  /** Resolves when an answer to it begins to arrive. */
  readonly answerBegun: Promise<void>;
  readonly beginAnswer: () => void;
}

export class RuntimeApiServer {
  private readonly server: http.Server;
  private readonly metadata: MetadataEndpoint;
  private readonly sockets = new Set<Socket>();
  private readonly peers = new WeakMap<Socket, Peer>();
  private readonly routes = new Set<Promise<void>>();
  private isInitialized = false;
  private waiting: ServerResponse | undefined;
  private current: Current | undefined;
  private initError: Answer | undefined;
  /** Called whenever the runtime begins to wait for an invocation that is not there yet. */
  onIdle: () => void = () => undefined;

  private constructor(metadata: Metadata) {
    this.metadata = new MetadataEndpoint(metadata);
    const options = { ...NO_HTTP_TIMEOUTS, maxHeaderSize: MAX_HEADERS };
    this.server = http.createServer(options, (request, response) => {
      const routed = this.route(request, response)
        .catch((error: unknown) => {
          this.refuse(request, response, error);
        })
        .finally(() => this.routes.delete(routed));
      this.routes.add(routed);
    });
    this.server.on('connection', (socket: Socket) => {
      const peer = peerOf(socket);
      this.peers.set(socket, peer);
      if (peer === 'foreign') return;
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  static async listen(metadata: Metadata = {}): Promise<RuntimeApiServer> {
    const api = new RuntimeApiServer(metadata);
    api.server.listen(0, '127.0.0.1');
    await once(api.server, 'listening');
    return api;
  }

  /** By which the runtime, and the function in it, find this server. */
  get variables(): Record<string, string> {
    return {
      AWS_LAMBDA_RUNTIME_API: this.address,
      AWS_LAMBDA_METADATA_API: this.address,
      AWS_LAMBDA_METADATA_TOKEN: this.metadata.token,
    };
  }

  /**
   * Hands an invocation to the runtime as soon as it asks for one.
   *
   * @param onDelivered called when the runtime has taken it
   */
  invoke(invocation: Invocation, onDelivered: () => void): Promise<Answer> {
    if (this.current) throw new Error('a runtime serves one invocation at a time');
    return new Promise((resolve) => {
      const settle = (answer: Answer) => {
        this.current = undefined;
        resolve(answer);
        this.tellIdle();
      };
      const [answerBegun, beginAnswer] = signal();
      const answer = { answerBegun, beginAnswer };
      this.current = { invocation, settle, onDelivered, delivered: false, ...answer };
      if (this.initError) settle(this.initError);
      else this.deliver();
    });
  }

  /** Resolves when what the runtime has sent is read to the end: after its exit, its last request may still be on the way. */
  async drained(): Promise<void> {
    for (const socket of this.sockets) {
      await new Promise((resolve) => socket.once('close', resolve));
    }
    await Promise.all(this.routes);
  }

  async close(): Promise<void> {
    if (!this.server.listening) return;
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  /** Host and port. */
  private get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private async route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const strange = this.isForeign(request)
      ? 'This Runtime API is of another user.'
      : strangeness(request, this.address);
    if (strange !== undefined) {
      forbid(response, 'Forbidden', strange);
      return;
    }
    if (this.metadata.serves(request, response)) return;
    const path = pathOf(request);
    if (request.method === 'GET' && path === `${API}/invocation/next`) {
      await this.next(response);
      return;
    }
    if (this.isAnswer(path)) this.current?.beginAnswer();
    const body = await readBody(request);
    if (path === `${API}/init/error` && this.isInitialized) {
      forbid(response, 'InvalidStateTransition', 'The runtime is initialized.');
      return;
    }
    const answer = request.method === 'POST' ? this.answer(path, request, body) : undefined;
    if (!answer) {
      send(response, 404, {
        errorType: 'InvalidRequestPath',
        errorMessage: `No such path: ${path}`,
      });
      return;
    }
    send(response, 202, { status: 'OK' });
    if (answer.kind === 'init-error') this.initError = answer;
    this.current?.settle(answer);
  }

  /** What has hung up may have been anyone's; but only the runtime knows the id of its event, and may end with its answer. */
  private isForeign(request: IncomingMessage): boolean {
    const peer = this.peers.get(request.socket);
    return peer === 'foreign' || (peer === 'closed' && !this.isAnswer(pathOf(request)));
  }

  /** Too large an answer is the function's error, as on Lambda; anything else means that the runtime hung up midway. */
  private refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    if (!(error instanceof PayloadTooLargeError)) {
      request.destroy();
      return;
    }
    const errorType = 'Function.ResponseSizeTooLarge';
    const body = { errorType, errorMessage: error.message };
    send(response, 413, body);
    // Of a runtime that has started, only an answer ends the invocation.
    if (this.isInitialized && !this.isAnswer(pathOf(request))) return;
    this.current?.settle({ kind: 'error', errorType, payload: Buffer.from(JSON.stringify(body)) });
  }

  private async next(response: ServerResponse): Promise<void> {
    const before = this.current?.delivered ? this.current : undefined;
    if (before && !(await within(ANSWER_GRACE_MS, before.answerBegun))) {
      forbid(response, 'InvalidStateTransition', 'The invocation before has no answer yet.');
      return;
    }
    if (this.waiting) {
      forbid(response, 'InvalidStateTransition', 'The runtime waits for an invocation already.');
      return;
    }
    this.isInitialized = true;
    this.waiting = response;
    // Whoever has gone away gets no event: it would be lost.
    response.once('close', () => {
      if (this.waiting === response) this.waiting = undefined;
    });
    this.deliver();
    this.tellIdle();
  }

  /** Whether the runtime waits for an invocation that is not there yet. */
  get idle(): boolean {
    return this.waiting !== undefined && this.current === undefined;
  }

  private isAnswer(path: string): boolean {
    return this.current !== undefined && isAbout(this.current.invocation, path);
  }

  private tellIdle(): void {
    if (this.idle) this.onIdle();
  }

  private deliver(): void {
    const { waiting, current } = this;
    if (!waiting || !current || current.delivered) return;
    const { socket } = waiting;
    let isSent = false;
    waiting.writeHead(200, invocationHeaders(current.invocation));
    // Node.js calls a broken connection finished, too.
    waiting.end(current.invocation.event, () => (isSent = socket?.destroyed === false));
    waiting.once('close', () => {
      if (!isSent) this.deliverAgain(current);
    });
    this.waiting = undefined;
    current.delivered = true;
    current.onDelivered();
  }

  /** What a runtime has not got whole, it can't answer: another request for an invocation gets it. */
  private deliverAgain(undelivered: Current): void {
    if (this.current !== undelivered) return;
    undelivered.delivered = false;
    this.deliver();
  }

  private answer(path: string, request: IncomingMessage, payload: Buffer): Answer | undefined {
    const errorType = () =>
      headerOf(request, 'lambda-runtime-function-error-type') ?? errorTypeIn(payload);
    if (path === `${API}/init/error`)
      return { kind: 'init-error', ...optional({ errorType: errorType() }), payload };
    if (!this.current?.delivered) return undefined;
    const { invocation } = this.current;
    if (isAbout(invocation, path, 'error')) {
      return { kind: 'error', ...optional({ errorType: errorType() }), payload };
    }
    if (!isAbout(invocation, path, 'response')) return undefined;
    return (
      streamError(request) ?? {
        kind: 'response',
        payload,
        ...optional({ contentType: request.headers['content-type'] }),
      }
    );
  }
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.replace(/\?.*$/, '');
}

/** Whether the path is one of an answer to the invocation. Runtimes escape what is in the id, or send it as it is. */
function isAbout({ requestId }: Invocation, path: string, what?: 'error' | 'response'): boolean {
  const [, id, end] = ANSWER_PATH.exec(path) ?? [];
  if (end === undefined || (what !== undefined && end !== what)) return false;
  return id === requestId || id === encodeURIComponent(requestId);
}

/** A streamed response that fails midway says so in trailers, the body base64-encoded. */
function streamError({ trailers }: IncomingMessage): Answer | undefined {
  const errorType = trailers['lambda-runtime-function-error-type'];
  if (errorType === undefined) return undefined;
  const body = trailers['lambda-runtime-function-error-body'] ?? '';
  return { kind: 'error', errorType, payload: Buffer.from(body, 'base64') };
}

/** A promise, and what resolves it. */
function signal(): [Promise<void>, () => void] {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((resolved) => (resolve = resolved));
  return [promise, resolve];
}

/** Whether the event comes within so many milliseconds. */
async function within(ms: number, event: Promise<void>): Promise<boolean> {
  const waited = new AbortController();
  const late = sleep(ms, false, { signal: waited.signal }).catch(() => false);
  const came = await Promise.race([event.then(() => true), late]);
  waited.abort();
  return came;
}

function forbid(response: ServerResponse, errorType: string, errorMessage: string): void {
  send(response, 403, { errorType, errorMessage });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** The members that have a value. */
function optional<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

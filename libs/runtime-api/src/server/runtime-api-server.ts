// The Lambda Runtime API on the loopback, for one runtime: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Invocation, type Outcome } from '../invocation';
import { errorTypeIn } from './error-type';
import { invocationHeaders } from './invocation-headers';
import { type Metadata, MetadataEndpoint } from './metadata';
import { type Peer, peerOf } from './peer-user';
import { PayloadTooLargeError } from '../errors';
import { MAX_PAYLOAD_BYTES, readBody } from './read-body';
import { rejectionOf } from './origin-check';

/** The outcomes that a runtime posts. The others are observed on its process. */
export type Answer = Extract<Outcome, { kind: 'response' | 'error' | 'init-error' }>;

const API = '/2018-06-01/runtime';
const ANSWER_PATH = /^\/2018-06-01\/runtime\/invocation\/(.+)\/(error|response)$/;

/**
 * AWS's client requests the next invocation while the end of a failed response is still in transit on another
 * connection. For so many milliseconds, the request waits for the response to begin.
 */
const ANSWER_GRACE_MS = 1000;

/** A runtime may be idle for hours between two requests. Node's default timeouts would disconnect it after 300 s. */
const NO_HTTP_TIMEOUTS = { requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0 };

/** Bytes. AWS's clients repeat an error's message, which can be as large as a response, in a header for X-Ray. */
const MAX_HEADERS = 2 * MAX_PAYLOAD_BYTES + 1024 * 1024;

interface Current {
  readonly invocation: Invocation;
  readonly settle: (answer: Answer) => void;
  readonly onDelivered: () => void;
  delivered: boolean;
  /** Resolves when its answer begins to arrive. */
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
  /** Called whenever the runtime starts to wait for an invocation. */
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

  /** The variables by which the runtime and the function find this server. */
  get variables(): Record<string, string> {
    return {
      AWS_LAMBDA_RUNTIME_API: this.address,
      AWS_LAMBDA_METADATA_API: this.address,
      AWS_LAMBDA_METADATA_TOKEN: this.metadata.token,
    };
  }

  /**
   * Passes an invocation to the runtime as soon as the runtime requests one.
   *
   * @param onDelivered called when the runtime has received it
   */
  invoke(invocation: Invocation, onDelivered: () => void): Promise<Answer> {
    if (this.current) throw new Error('a runtime serves one invocation at a time');
    return new Promise((resolve) => {
      const settle = (answer: Answer) => {
        this.current = undefined;
        resolve(answer);
        this.notifyIdle();
      };
      const [answerBegun, beginAnswer] = signal();
      const answer = { answerBegun, beginAnswer };
      this.current = { invocation, settle, onDelivered, delivered: false, ...answer };
      if (this.initError) settle(this.initError);
      else this.deliver();
    });
  }

  /** Resolves when all requests of the runtime are handled: its last one may arrive after its exit. */
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
    const rejection = this.isForeign(request)
      ? 'This Runtime API belongs to another user.'
      : rejectionOf(request, this.address);
    if (rejection !== undefined) {
      forbid(response, 'Forbidden', rejection);
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

  /** A closed connection may have been any user's, but only the runtime knows the request id in an answer's path. */
  private isForeign(request: IncomingMessage): boolean {
    const peer = this.peers.get(request.socket);
    return peer === 'foreign' || (peer === 'closed' && !this.isAnswer(pathOf(request)));
  }

  /** An answer that is too large is the function's error, as on Lambda. Any other error means that the runtime hung up. */
  private refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    if (!(error instanceof PayloadTooLargeError)) {
      request.destroy();
      return;
    }
    const errorType = 'Function.ResponseSizeTooLarge';
    const body = { errorType, errorMessage: error.message };
    send(response, 413, body);
    // Once a runtime is initialized, only an answer ends the invocation.
    if (this.isInitialized && !this.isAnswer(pathOf(request))) return;
    this.current?.settle({ kind: 'error', errorType, payload: Buffer.from(JSON.stringify(body)) });
  }

  private async next(response: ServerResponse): Promise<void> {
    const before = this.current?.delivered ? this.current : undefined;
    if (before && !(await within(ANSWER_GRACE_MS, before.answerBegun))) {
      forbid(response, 'InvalidStateTransition', 'The previous invocation has no response yet.');
      return;
    }
    if (this.waiting) {
      forbid(
        response,
        'InvalidStateTransition',
        'The runtime is already waiting for an invocation.',
      );
      return;
    }
    this.isInitialized = true;
    this.waiting = response;
    // A client that has disconnected gets no event, because the event would be lost.
    response.once('close', () => {
      if (this.waiting === response) this.waiting = undefined;
    });
    this.deliver();
    this.notifyIdle();
  }

  /** Whether the runtime is waiting for an invocation. */
  get idle(): boolean {
    return this.waiting !== undefined && this.current === undefined;
  }

  private isAnswer(path: string): boolean {
    return this.current !== undefined && isAbout(this.current.invocation, path);
  }

  private notifyIdle(): void {
    if (this.idle) this.onIdle();
  }

  private deliver(): void {
    const { waiting, current } = this;
    if (!waiting || !current || current.delivered) return;
    const { socket } = waiting;
    let isSent = false;
    waiting.writeHead(200, invocationHeaders(current.invocation));
    // Node.js reports a broken connection as finished, too.
    waiting.end(current.invocation.event, () => (isSent = socket?.destroyed === false));
    waiting.once('close', () => {
      if (!isSent) this.deliverAgain(current);
    });
    this.waiting = undefined;
    current.delivered = true;
    current.onDelivered();
  }

  /** A runtime that has not received the whole event can't answer it: the next request gets the event. */
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

/** Whether the path is that of an answer to the invocation. Some runtimes escape the request id, others do not. */
function isAbout({ requestId }: Invocation, path: string, what?: 'error' | 'response'): boolean {
  const [, id, end] = ANSWER_PATH.exec(path) ?? [];
  if (end === undefined || (what !== undefined && end !== what)) return false;
  return id === requestId || id === encodeURIComponent(requestId);
}

/** A streamed response that fails midway has the error in its trailers, base64-encoded. */
function streamError({ trailers }: IncomingMessage): Answer | undefined {
  const errorType = trailers['lambda-runtime-function-error-type'];
  if (errorType === undefined) return undefined;
  const body = trailers['lambda-runtime-function-error-body'] ?? '';
  return { kind: 'error', errorType, payload: Buffer.from(body, 'base64') };
}

/** A promise and the function that resolves it. */
function signal(): [Promise<void>, () => void] {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((resolved) => (resolve = resolved));
  return [promise, resolve];
}

/** Whether the event occurs within the given milliseconds. */
async function within(ms: number, event: Promise<void>): Promise<boolean> {
  const waited = new AbortController();
  const late = sleep(ms, false, { signal: waited.signal }).catch(() => false);
  const occurred = await Promise.race([event.then(() => true), late]);
  waited.abort();
  return occurred;
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

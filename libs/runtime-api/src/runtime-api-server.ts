// The Lambda Runtime API on the loopback, for one runtime: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Invocation, Outcome } from './outcome';
import { errorTypeIn } from './error-type';
import { PayloadTooLargeError, readBody } from './read-body';

/** What a runtime can post; how its process ends is seen by whoever started it. */
export type Answer = Extract<Outcome, { kind: 'response' | 'error' | 'init-error' }>;

/**
 * How far ahead the deadline of an invocation without a timeout lies, in ms: 24 days. It must stay
 * below 2^31-1, or `setTimeout(f, context.getRemainingTimeInMillis() - 500)` in a handler overflows
 * and fires at once.
 */
export const LONGEST_DEADLINE_MS = 24 * 24 * 3600 * 1000;

const API = '/2018-06-01/runtime';

/** A runtime may be silent for hours between two requests; Node's defaults would cut it off after 300 s. */
const NO_HTTP_TIMEOUTS = { requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0 };

interface Current {
  readonly invocation: Invocation;
  readonly settle: (answer: Answer) => void;
  readonly onDelivered: () => void;
  delivered: boolean;
}

export class RuntimeApiServer {
  private readonly server: http.Server;
  private readonly sockets = new Set<Socket>();
  private readonly routes = new Set<Promise<void>>();
  private waiting: ServerResponse | undefined;
  private current: Current | undefined;
  private initError: Answer | undefined;

  private constructor() {
    this.server = http.createServer(NO_HTTP_TIMEOUTS, (request, response) => {
      const routed = this.route(request, response)
        .catch((error: unknown) => {
          this.refuse(request, response, error);
        })
        .finally(() => this.routes.delete(routed));
      this.routes.add(routed);
    });
    this.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  static async listen(): Promise<RuntimeApiServer> {
    const api = new RuntimeApiServer();
    api.server.listen(0, '127.0.0.1');
    await once(api.server, 'listening');
    return api;
  }

  /** Host and port, as the variable AWS_LAMBDA_RUNTIME_API has them. */
  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
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
      };
      this.current = { invocation, settle, onDelivered, delivered: false };
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

  private async route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace(/\?.*$/, '');
    if (request.method === 'GET' && path === `${API}/invocation/next`) {
      this.next(response);
      return;
    }
    const body = await readBody(request);
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

  /** Too large an answer is the function's error, as on Lambda; anything else means that the runtime hung up midway. */
  private refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    if (!(error instanceof PayloadTooLargeError)) {
      request.destroy();
      return;
    }
    const errorType = 'Function.ResponseSizeTooLarge';
    const body = { errorType, errorMessage: error.message };
    send(response, 413, body);
    this.current?.settle({ kind: 'error', errorType, payload: Buffer.from(JSON.stringify(body)) });
  }

  private next(response: ServerResponse): void {
    if (this.current?.delivered) {
      send(response, 403, {
        errorType: 'InvalidStateTransition',
        errorMessage: 'The invocation before has no answer yet.',
      });
      return;
    }
    this.waiting = response;
    this.deliver();
  }

  private deliver(): void {
    if (!this.waiting || !this.current) return;
    this.waiting.writeHead(200, headersOf(this.current.invocation));
    this.waiting.end(this.current.invocation.event);
    this.waiting = undefined;
    this.current.delivered = true;
    this.current.onDelivered();
  }

  private answer(path: string, request: IncomingMessage, payload: Buffer): Answer | undefined {
    const errorType = () =>
      headerOf(request, 'lambda-runtime-function-error-type') ?? errorTypeIn(payload);
    if (path === `${API}/init/error`)
      return { kind: 'init-error', ...optional({ errorType: errorType() }), payload };
    if (!this.current?.delivered) return undefined;
    const id = encodeURIComponent(this.current.invocation.requestId);
    if (path === `${API}/invocation/${id}/error`) {
      return { kind: 'error', ...optional({ errorType: errorType() }), payload };
    }
    if (path !== `${API}/invocation/${id}/response`) return undefined;
    return (
      streamError(request) ?? {
        kind: 'response',
        payload,
        ...optional({ contentType: request.headers['content-type'] }),
      }
    );
  }
}

/** A streamed response that fails midway says so in trailers, the body base64-encoded. */
function streamError({ trailers }: IncomingMessage): Answer | undefined {
  const errorType = trailers['lambda-runtime-function-error-type'];
  if (errorType === undefined) return undefined;
  const body = trailers['lambda-runtime-function-error-body'] ?? '';
  return { kind: 'error', errorType, payload: Buffer.from(body, 'base64') };
}

function headersOf(invocation: Invocation): http.OutgoingHttpHeaders {
  const ahead = invocation.timeoutMs ?? LONGEST_DEADLINE_MS;
  return {
    'content-type': 'application/json',
    'lambda-runtime-aws-request-id': invocation.requestId,
    'lambda-runtime-deadline-ms': String(Date.now() + ahead),
    'lambda-runtime-invoked-function-arn': invocation.invokedFunctionArn,
    ...optional({
      'lambda-runtime-trace-id': invocation.traceId,
      'lambda-runtime-client-context': invocation.clientContext,
      'lambda-runtime-cognito-identity': invocation.cognitoIdentity,
    }),
  };
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

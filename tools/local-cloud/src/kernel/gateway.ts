// The only endpoint of the local cloud, on 127.0.0.1: reads each request and writes the response.
import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { ApiError, UsageError } from './errors';
import { NO_RESPONSE, type WireRequest, type WireResponse } from './wire';

/** Answers a request, or lets the gateway close the connection. */
export type Handler = (request: WireRequest) => Promise<WireResponse | typeof NO_RESPONSE>;

/**
 * Gets every request first, before its body is read, and may answer it.
 *
 * @returns false for a request to a service, which it leaves alone
 */
export type FrontDoor = (request: IncomingMessage, response: ServerResponse) => boolean;

/** None, because a synchronous invocation may take 15 minutes to answer. */
const NO_HTTP_TIMEOUTS = { requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0 };

export class Gateway {
  private handler: Handler = () => Promise.resolve(NO_RESPONSE);
  private frontDoor: FrontDoor = () => false;
  private closing: Promise<void> | undefined;
  private readonly server = http.createServer(NO_HTTP_TIMEOUTS, (request, response) => {
    if (!this.frontDoor(request, response)) void this.handle(request, response);
  });

  /** @param onError called with unexpected errors; the client gets a 500 */
  constructor(private readonly onError: (error: unknown) => void) {}

  /**
   * @param port 0 for any free one
   * @returns the origin
   * @throws {UsageError} if the port can't be used
   */
  async listen(port: number): Promise<string> {
    this.server.listen(port, '127.0.0.1');
    try {
      await once(this.server, 'listening');
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code !== 'EADDRINUSE' && code !== 'EACCES') throw cause;
      const why = code === 'EADDRINUSE' ? 'is in use' : 'needs more permissions than you have';
      throw new UsageError(`port ${port} ${why}: pass another one, or --port 0 for any free one`, {
        cause,
      });
    }
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Until this is called, the gateway closes the connection of every request. */
  serve(handler: Handler): void {
    this.handler = handler;
  }

  /** @param frontDoor gets each request before the services do */
  open(frontDoor: FrontDoor): void {
    this.frontDoor = frontDoor;
  }

  /** Can be called at any time, and repeatedly. */
  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { method = 'GET', url = '/', headers } = request;
      const wire = { method, url, headers, body: await buffer(request) };
      assertAddress(url);
      const answer = await this.handler(wire);
      if (answer === NO_RESPONSE) response.destroy();
      else send(response, answer);
    } catch (error) {
      if (error instanceof ApiError) {
        const body = Buffer.from(JSON.stringify({ __type: error.code, message: error.message }));
        send(response, { status: error.status, headers: {}, body });
        return;
      }
      // It is no failure if the client hangs up or the cloud is being stopped.
      if (this.server.listening && (!request.destroyed || request.complete)) this.onError(error);
      send(response, { status: 500, headers: {}, body: Buffer.from('internal failure') });
    }
  }
}

/** With the words of S3: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function assertAddress(url: string): void {
  const [path = ''] = url.split('?');
  try {
    if (URL.canParse(url, 'http://127.0.0.1') && url.startsWith('/') && decodeURIComponent(path))
      return;
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
  }
  throw new ApiError('InvalidURI', "Couldn't parse the specified URI.");
}

/**
 * These headers keep a browser from running what a bucket serves as a page of this origin, whose scripts could use the
 * console.
 * https://html.spec.whatwg.org/multipage/browsers.html#sandboxing
 */
const FOR_BROWSERS = {
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

function send(response: ServerResponse, { status, headers, body, breaksOff }: WireResponse): void {
  const length = headers['content-length'] === undefined && status !== 204;
  response.writeHead(status, {
    ...headers,
    ...FOR_BROWSERS,
    ...(length && { 'content-length': body.length }),
  });
  if (breaksOff) response.write(body, () => response.destroy());
  else response.end(body);
}

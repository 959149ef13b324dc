// One GET request with an idle timeout and a size limit; no redirects, no retries.
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { RunnerError } from '../errors';

export interface HttpResponse {
  readonly status: number;
  readonly body: Buffer;
}

interface HttpGetOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** The largest body to accept, in bytes. */
  readonly maxBytes: number;
  /** Milliseconds without a byte after which the request is aborted. */
  readonly idleMs: number;
}

/** The body is larger than allowed. */
export class TooLargeError extends RunnerError {
  override readonly name = 'TooLargeError';
}

/**
 * @throws {TooLargeError} if the body has more than `maxBytes`
 * @throws {Error} with a system error's `code` if the server is unreachable, stops responding or closes the connection early
 */
export async function httpGet(url: string, options: HttpGetOptions): Promise<HttpResponse> {
  const { request } = url.startsWith('https:') ? https : http;
  // A separate connection, closed at the end, so that nothing keeps the process alive.
  // `timeout` is an option because `setTimeout` starts to count only once there is a connection.
  const { headers, idleMs: timeout } = options;
  const call = request(url, { agent: false, headers, timeout });
  call.on('timeout', () => {
    const idle = new Error(`no byte for ${options.idleMs} ms`);
    call.destroy(Object.assign(idle, { code: 'ETIMEDOUT' }));
  });
  call.end();
  try {
    const [response] = (await once(call, 'response')) as [http.IncomingMessage];
    // From here on, reading the body reports what goes wrong.
    call.on('error', () => undefined);
    return { status: response.statusCode ?? 0, body: await collect(response, options.maxBytes) };
  } finally {
    call.destroy();
  }
}

/** Allocated at once if the server announces the size: joining chunks would take twice the memory. */
async function collect(response: http.IncomingMessage, maxBytes: number): Promise<Buffer> {
  const announced = response.headers['content-length'];
  const whole = announced === undefined ? undefined : allocate(Number(announced), maxBytes);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (whole) chunk.copy(whole, bytes);
    else chunks.push(chunk);
    bytes += chunk.length;
    assertSize(bytes, maxBytes);
  }
  return whole ?? Buffer.concat(chunks, bytes);
}

function allocate(bytes: number, maxBytes: number): Buffer {
  assertSize(bytes, maxBytes);
  return Buffer.allocUnsafe(bytes);
}

function assertSize(bytes: number, maxBytes: number): void {
  if (bytes > maxBytes) throw new TooLargeError(`more than ${maxBytes} bytes`);
}

// One GET request with a limit on silence and on size; no redirects, no retries.
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';

export interface HttpAnswer {
  readonly status: number;
  readonly body: Buffer;
}

interface HttpGetOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes of the body beyond which the request is given up. */
  readonly maxBytes: number;
  /** Milliseconds without a byte after which the request is given up. */
  readonly silenceMs: number;
}

/** The body was larger than allowed. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

/**
 * @throws {TooLargeError} if the body has more than `maxBytes`
 * @throws {Error} with a system error's `code` if the server cannot be reached, falls silent or hangs up midway
 */
export async function httpGet(url: string, options: HttpGetOptions): Promise<HttpAnswer> {
  const { request } = url.startsWith('https:') ? https : http;
  // A connection of its own, closed at the end, so that nothing keeps the process alive.
  // `timeout` as an option, because `setTimeout` starts to count only once there is a connection.
  const { headers, silenceMs: timeout } = options;
  const call = request(url, { agent: false, headers, timeout });
  call.on('timeout', () => {
    const silence = new Error(`no byte for ${options.silenceMs} ms`);
    call.destroy(Object.assign(silence, { code: 'ETIMEDOUT' }));
  });
  call.end();
  try {
    const [response] = (await once(call, 'response')) as [http.IncomingMessage];
    // From now on, the body tells of what goes wrong.
    call.on('error', () => undefined);
    return { status: response.statusCode ?? 0, body: await collect(response, options.maxBytes) };
  } finally {
    call.destroy();
  }
}

/** In one piece from the start where the server says how much it is: twice the memory would be needed otherwise. */
async function collect(response: http.IncomingMessage, maxBytes: number): Promise<Buffer> {
  const announced = response.headers['content-length'];
  const whole = announced === undefined ? undefined : room(Number(announced), maxBytes);
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

function room(bytes: number, maxBytes: number): Buffer {
  assertSize(bytes, maxBytes);
  return Buffer.allocUnsafe(bytes);
}

function assertSize(bytes: number, maxBytes: number): void {
  if (bytes > maxBytes) throw new TooLargeError(`more than ${maxBytes} bytes`);
}

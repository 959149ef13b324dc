// The client side of the Lambda Runtime API: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { formatError } from './errors';

export interface Received {
  readonly status: number | undefined;
  readonly body: string;
  readonly headers: http.IncomingHttpHeaders;
}

const API = '/2018-06-01/runtime';
const ERROR_TYPE = 'lambda-runtime-function-error-type';

/** Built on `http.request`, which waits as long as it takes; `fetch` gives up after 300 s of silence. */
export class RuntimeApiClient {
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

  /** @param address host:port */
  constructor(private readonly address: string) {}

  async next(): Promise<Received> {
    const request = this.request('GET', '/invocation/next', {});
    request.end();
    const invocation = await received(request);
    if (invocation.status !== 200) {
      throw new Error(`The Runtime API answered ${invocation.status}: ${invocation.body}`);
    }
    return invocation;
  }

  async response(requestId: string, result: string): Promise<void> {
    await this.post(`/invocation/${encodeURIComponent(requestId)}/response`, result, {});
  }

  async error(requestId: string, error: unknown): Promise<void> {
    await this.postError(`/invocation/${encodeURIComponent(requestId)}/error`, error);
  }

  async initError(error: unknown): Promise<void> {
    await this.postError('/init/error', error);
  }

  /** A request whose body the caller writes: the response of a streaming handler. */
  responseStream(requestId: string): http.ClientRequest {
    return this.request('POST', `/invocation/${encodeURIComponent(requestId)}/response`, {
      'lambda-runtime-function-response-mode': 'streaming',
      'transfer-encoding': 'chunked',
      'content-type': 'application/octet-stream',
      trailer: `${ERROR_TYPE}, lambda-runtime-function-error-body`,
    });
  }

  private async postError(path: string, error: unknown): Promise<void> {
    const formatted = formatError(error);
    await this.post(path, JSON.stringify(formatted), { [ERROR_TYPE]: formatted.errorType });
  }

  private async post(path: string, body: string, headers: http.OutgoingHttpHeaders): Promise<void> {
    const request = this.request('POST', path, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...headers,
    });
    request.end(body);
    await received(request);
  }

  private request(method: string, path: string, headers: http.OutgoingHttpHeaders) {
    const [host, port] = this.address.split(':');
    return http.request({ host, port, method, path: API + path, headers, agent: this.agent });
  }
}

/** The whole answer to a request. */
export async function received(request: http.ClientRequest): Promise<Received> {
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).once('error', reject);
  });
  return { status: response.statusCode, body: await text(response), headers: response.headers };
}

// A small HTTP server for tests. Responds to registered requests as Lambda, S3 and ECS do, and with 404 to all others.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { type AddressInfo } from 'node:net';

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Close the connection after this many bytes of the body. */
  readonly hangUpAfter?: number;
  /** Send one byte of the body at this interval in milliseconds. */
  readonly dripMs?: number;
}

type Route = (request: http.IncomingMessage) => Answer | Promise<Answer>;

export class FakeAws {
  /** Method and path with query, in the order of arrival. */
  readonly requests: string[] = [];
  private readonly routes = new Map<string, Route>();

  private constructor(
    private readonly server: http.Server,
    readonly url: string,
  ) {
    server.on('request', (request, response) => void this.answer(request, response));
  }

  static async start(): Promise<FakeAws> {
    const server = http.createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return new FakeAws(server, `http://127.0.0.1:${port}`);
  }

  /** @param path with its query; later registrations replace earlier ones */
  on(path: string, route: Route | Answer): this {
    this.routes.set(path, typeof route === 'function' ? route : () => route);
    return this;
  }

  /** Registers a function with this zip; `more` is added to its configuration. */
  onFunction(name: string, zip: Buffer, more: Record<string, unknown> = {}): this {
    this.on(`/code/${name}`, { body: zip });
    return this.on(`/2015-03-31/functions/${name}`, {
      body: JSON.stringify(this.functionAnswer(name, zip, more)),
    });
  }

  functionAnswer(name: string, zip: Buffer, more: Record<string, unknown> = {}) {
    return {
      Configuration: {
        FunctionName: name,
        FunctionArn: `arn:aws:lambda:eu-west-1:123456789012:function:${name}`,
        PackageType: 'Zip',
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        MemorySize: 256,
        Version: '$LATEST',
        CodeSha256: sha256(zip),
        ...more,
      },
      Code: { RepositoryType: 'S3', Location: `${this.url}/code/${name}` },
    };
  }

  onLayer(arn: string, zip: Buffer): this {
    const name = encodeURIComponent(arn);
    this.on(`/layer/${name}`, { body: zip });
    return this.on(`/2018-10-31/layers?Arn=${name}&find=LayerVersion`, {
      body: JSON.stringify({
        Content: { Location: `${this.url}/layer/${name}`, CodeSha256: sha256(zip) },
      }),
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: http.IncomingMessage, response: http.ServerResponse) {
    const path = request.url ?? '';
    this.requests.push(`${request.method ?? ''} ${path}`);
    const route = this.routes.get(path) ?? (() => awsError(404, 'ResourceNotFoundException', path));
    const { status = 200, headers, body = '', hangUpAfter, dripMs } = await route(request);
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
    if (dripMs !== undefined) {
      drip(response, Buffer.from(body), dripMs);
    } else if (hangUpAfter === undefined) {
      response.end(body);
    } else {
      response.write(Buffer.from(body).subarray(0, hangUpAfter), () => response.destroy());
    }
  }
}

function drip(response: http.ServerResponse, body: Buffer, ms: number): void {
  let sent = 0;
  const timer = setInterval(() => response.write(body.subarray(sent, ++sent)), ms);
  response.once('close', () => {
    clearInterval(timer);
  });
}

/** An error in the format of Lambda's API. */
export function awsError(status: number, type: string, message: string): Answer {
  return {
    status,
    headers: { 'x-amzn-errortype': type, 'content-type': 'application/json' },
    body: JSON.stringify({ Message: message }),
  };
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64');
}

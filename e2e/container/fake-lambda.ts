// A server on this machine that answers GetFunction for functions of one zip, and serves that zip. It also emulates the
// metadata endpoint of ECS, where a task reads its memory.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { type AddressInfo } from 'node:net';

/** Differences from a Node.js function with `index.handler`, in Lambda's spelling. */
export type Configuration = Readonly<Record<string, unknown>>;

/** The task's memory in MB is in the path. */
const METADATA_PATH = /^\/metadata\/(\d+)\/task$/;
const FUNCTION_PATH = /^\/2015-03-31\/functions\/([\w-]+)$/;

export class FakeLambda {
  private readonly functions = new Map<string, Configuration>();

  private constructor(
    private readonly server: http.Server,
    private readonly zip: Buffer,
  ) {
    server.on('request', ({ url = '' }, response) => {
      const [status, body] = this.answer(url);
      response.writeHead(status, { 'content-length': Buffer.byteLength(body) }).end(body);
    });
  }

  static async start(zip: Buffer): Promise<FakeLambda> {
    const server = http.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FakeLambda(server, zip);
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** @returns the variables that make the runner run this function once */
  register(name: string, configuration: Configuration = {}): Record<string, string> {
    this.functions.set(name, configuration);
    return {
      AWS_ENDPOINT_URL: this.url,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_LAMBDA_FUNCTION_EVENT: '{"id":1}',
      AWS_LAMBDA_FUNCTION_CONTEXT: JSON.stringify({
        functionName: name,
        awsRequestId: 'request-1',
      }),
    };
  }

  /** The value of ECS_CONTAINER_METADATA_URI_V4 in a task with this much memory. */
  metadataUri(memoryMb: number): string {
    return `${this.url}/metadata/${memoryMb}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private answer(url: string): [number, string | Buffer] {
    if (url === '/code') return [200, this.zip];
    const memoryMb = METADATA_PATH.exec(url)?.[1];
    if (memoryMb !== undefined) return [200, `{"Limits":{"Memory":${memoryMb}}}`];
    const name = FUNCTION_PATH.exec(url)?.[1] ?? '';
    const configuration = this.functions.get(name);
    if (!configuration) return [404, '{"Message":"not found"}'];
    const described = {
      FunctionName: name,
      FunctionArn: `arn:aws:lambda:eu-west-1:123456789012:function:${name}`,
      PackageType: 'Zip',
      Runtime: 'nodejs24.x',
      Architectures: [process.arch === 'arm64' ? 'arm64' : 'x86_64'],
      Handler: 'index.handler',
      MemorySize: 512,
      Version: '$LATEST',
      CodeSha256: createHash('sha256').update(this.zip).digest('base64'),
      ...configuration,
    };
    const code = { RepositoryType: 'S3', Location: `${this.url}/code` };
    return [200, JSON.stringify({ Configuration: described, Code: code })];
  }
}

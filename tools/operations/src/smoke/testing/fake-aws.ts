// An AWS on the loopback that knows one smoke function, and the tasks and objects that a test puts there.
import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:000000000000:function:immortal-dev-smoke';
export const REQUEST_ID = '9da178ae-f0ed-4e97-88c1-2b222878b10e';

/** AWS lists 1000 objects at a time. */
const MAX_KEYS = 1;

export interface FakeTask {
  readonly startedBy: string;
  readonly taskArn: string;
  readonly lastStatus: string;
  readonly stoppedReason?: string;
  readonly containers?: readonly {
    readonly name?: string;
    readonly exitCode?: number;
    readonly reason?: string;
  }[];
}

export class FakeAws {
  /** By name. */
  readonly functions = new Map([['immortal-dev-smoke', FUNCTION_ARN]]);
  tasks: FakeTask[] = [];
  /** By `bucket/key`. */
  readonly objects = new Map<string, string>();
  readonly invocations: unknown[] = [];

  private constructor(private readonly server: http.Server) {
    server.on('request', (request: IncomingMessage, response) => {
      void text(request).then((body) => {
        const [status, answer] = this.answer(request, body);
        const error = status === 404 ? { 'x-amzn-errortype': 'ResourceNotFoundException' } : {};
        response.writeHead(status, { 'x-amzn-requestid': REQUEST_ID, ...error }).end(answer);
      });
    });
  }

  static async start(): Promise<FakeAws> {
    const server = http.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FakeAws(server);
  }

  /** With which unchanged SDK clients come here, and nothing of the developer's own is used. */
  get environment(): Record<string, string> {
    const { port } = this.server.address() as AddressInfo;
    return {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_MAX_ATTEMPTS: '1',
    };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private answer({ url = '', headers }: IncomingMessage, body: string): [number, string] {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const target = String(headers['x-amz-target'] ?? '').split('.')[1];
    if (target !== undefined) return this.ecs(target, JSON.parse(body) as Record<string, string>);
    const name = /^\/2015-03-31\/functions\/([\w-]+)/.exec(pathname)?.[1];
    if (name !== undefined) return this.lambda(name, headers['x-amz-invocation-type'], body);
    if (searchParams.has('list-type')) return this.list(pathname, searchParams.get('prefix') ?? '');
    return [200, this.objects.get(pathname.slice(1)) ?? ''];
  }

  private lambda(name: string, type: unknown, body: string): [number, string] {
    const FunctionArn = this.functions.get(name);
    if (FunctionArn === undefined) return [404, '{"Type":"User"}'];
    if (type === undefined) return [200, JSON.stringify({ Configuration: { FunctionArn } })];
    this.invocations.push({ type, event: JSON.parse(body) as unknown });
    return [202, ''];
  }

  private ecs(target: string, input: Record<string, unknown>): [number, string] {
    if (target === 'DescribeTasks') {
      const asked = input['tasks'] as string[];
      const tasks = this.tasks.filter(({ taskArn }) => asked.includes(taskArn));
      return [200, JSON.stringify({ tasks })];
    }
    const stopped = input['desiredStatus'] === 'STOPPED';
    const found = this.tasks
      .filter(({ startedBy }) => startedBy === input['startedBy'])
      .filter(({ lastStatus }) => (lastStatus === 'STOPPED') === stopped);
    return [200, JSON.stringify({ taskArns: found.map(({ taskArn }) => taskArn) })];
  }

  private list(pathname: string, prefix: string): [number, string] {
    const folder = `${pathname.replace(/^\/|\/$/g, '')}/`;
    const keys = [...this.objects.keys()]
      .filter((name) => name.startsWith(folder + prefix))
      .slice(0, MAX_KEYS)
      .map((name) => `<Contents><Key>${name.slice(folder.length)}</Key></Contents>`);
    return [200, `<ListBucketResult>${keys.join('')}</ListBucketResult>`];
  }
}

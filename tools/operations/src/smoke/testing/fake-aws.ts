// A fake AWS on the loopback with one smoke function, and the tasks and objects that a test adds.
import {
  type Answer,
  type Asked,
  type HttpServer,
  startHttpServer,
} from '../../testing/http-server';

export const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:000000000000:function:immortal-dev-smoke';
export const REQUEST_ID = '9da178ae-f0ed-4e97-88c1-2b222878b10e';

/** AWS lists 1000 objects at a time, and this one only the first. */
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
  /** Whether ListTasks takes no other filter beside `startedBy`. */
  refusesSecondFilter = false;

  private constructor(private readonly server: HttpServer) {
    server.answer = (asked) => this.answer(asked);
  }

  static async start(): Promise<FakeAws> {
    return new FakeAws(await startHttpServer());
  }

  /** Directs unchanged SDK clients here, without the developer's own settings. */
  get environment(): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.server.url,
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_MAX_ATTEMPTS: '1',
    };
  }

  stop(): Promise<void> {
    return this.server.close();
  }

  private answer(asked: Asked): Answer {
    const [status, body] = this.answerOf(asked);
    const headers = {
      'x-amzn-requestid': REQUEST_ID,
      ...(status === 404 && { 'x-amzn-errortype': 'ResourceNotFoundException' }),
    };
    return { status, body, headers };
  }

  private answerOf({ path, action, headers, body }: Asked): [number, string] {
    const { pathname, searchParams } = new URL(path, this.server.url);
    if (action !== '') return this.ecs(action, JSON.parse(body) as Record<string, unknown>);
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
    if (this.refusesSecondFilter && input['desiredStatus'] !== undefined) {
      return [400, '{"__type":"InvalidParameterException","message":"startedBy must be alone"}'];
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

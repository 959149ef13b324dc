// With real SDK clients against a fake AWS on the loopback, and a clock that the test controls.
import { clientsFor } from '../aws/clients';
import { awsWith } from './aws';
import { smokeTest } from './smoke-test';
import { FakeAws, REQUEST_ID, type FakeTask } from './testing/fake-aws';

const OPTIONS = {
  stack: 'immortal-dev',
  stage: 'dev',
  region: 'eu-west-1',
  minutes: 2,
  sleepSeconds: 10,
};
const RESULT = 'immortal-dev-data-000000000000-eu-west-1/smoke/id-1.json';
const TASKS = 'arn:aws:ecs:eu-west-1:000000000000:task/immortal-dev';
const RESCUED = JSON.stringify({ requestId: REQUEST_ID, where: 'container' });

let fake: FakeAws;
let lines: string[];

/** @param moments what happens during each pause of the test */
async function run(
  moments: readonly (() => void)[] = [],
  options = OPTIONS,
  endpoint?: string,
): Promise<void> {
  const waiting = [...moments];
  let time = 0;
  await smokeTest(options, {
    aws: awsWith(clientsFor(options)),
    endpoint,
    id: 'id-1',
    say: (line) => lines.push(line),
    now: () => time,
    pause: (milliseconds) => {
      time += milliseconds;
      waiting.shift()?.();
      return Promise.resolve();
    },
  });
}

const task = (
  id: string,
  rest: Omit<FakeTask, 'taskArn' | 'startedBy'>,
  attempt = 1,
): FakeTask => ({
  taskArn: `${TASKS}/${id}`,
  startedBy: `immortal-dev-smoke/${REQUEST_ID}/${attempt}`,
  ...rest,
});
const tasksAre =
  (...tasks: FakeTask[]) =>
  () => {
    fake.tasks = tasks;
  };
const resultIs = (content: string) => () => {
  fake.objects.set(RESULT, content);
};

beforeEach(async () => {
  fake = await FakeAws.start();
  lines = [];
  Object.assign(process.env, fake.environment);
});
afterEach(() => fake.stop());

describe('the smoke test', () => {
  it('invokes the function asynchronously, for longer than its timeout', async () => {
    resultIs(RESCUED)();
    await run();
    expect(fake.invocations).toEqual([{ type: 'Event', event: { id: 'id-1', sleepSeconds: 10 } }]);
  });

  it('reports each change of the container, and passes when the result is there', async () => {
    await run([
      tasksAre(task('a', { lastStatus: 'PROVISIONING' })),
      tasksAre(task('a', { lastStatus: 'RUNNING' })),
      tasksAre(task('a', { lastStatus: 'RUNNING' })),
      resultIs(RESCUED),
    ]);
    const told = lines.filter((line) => !/^- (its|the|what)/.test(line));
    const link =
      'https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/immortal-dev/tasks/a/configuration?region=eu-west-1';
    expect(told).toEqual([
      `- 0 s: immortal-dev-smoke is invoked in eu-west-1, account 000000000000: request ${REQUEST_ID}`,
      `- 3 s: Fargate task a is PROVISIONING: ${link}`,
      `- 6 s: Fargate task a is RUNNING: ${link}`,
      `- 12 s: ✓ rescued: it completed in a container, see s3://${RESULT}`,
    ]);
  });

  it('passes if ECS lists no stopped tasks by startedBy, which AWS does not say', async () => {
    fake.refusesSecondFilter = true;
    await run([tasksAre(task('a', { lastStatus: 'RUNNING' })), resultIs(RESCUED)]);
    expect(lines.join('\n')).toMatch(/Fargate task a is RUNNING.*\n.*✓ rescued/);
  });

  it('shows where the logs and the queues are before anything can go wrong', async () => {
    await expect(run([], { ...OPTIONS, minutes: 0.001 })).rejects.toThrow();
    expect(lines.filter((line) => line.includes('https://'))).toEqual([
      expect.stringMatching(/^- its log: .*immortal-dev-smoke$/) as unknown,
      expect.stringMatching(
        /^- the log of the containers: .*ecs\$252Fimmortal-dev-runner$/,
      ) as unknown,
      expect.stringMatching(/^- its failure queue: .*immortal-dev-smoke-failures$/) as unknown,
      expect.stringMatching(/^- what could not be rescued: .*immortal-dev-parked$/) as unknown,
    ]);
  });

  it('follows the next container after one that stopped', async () => {
    const died = task('a', {
      lastStatus: 'STOPPED',
      stoppedReason: 'Spot',
      containers: [
        { name: 'guardduty', exitCode: 0 },
        { name: 'runner', exitCode: 143 },
      ],
    });
    await run([
      tasksAre(died),
      tasksAre(died, task('b', { lastStatus: 'RUNNING' }, 2)),
      resultIs(RESCUED),
    ]);
    expect(lines.join('\n')).toMatch(
      /task a is STOPPED: exit code 143, Spot: .*\n.*task b is RUNNING/,
    );
  });

  it('fails after the time limit, with the latest state of the container', async () => {
    await expect(run()).rejects.toThrow('2 minutes: no container was started.');
    const reason = 'CannotPullContainerError: not found';
    const stopped = task('a', { lastStatus: 'STOPPED', stoppedReason: reason });
    await expect(run([tasksAre(stopped)])).rejects.toThrow(
      `Request ${REQUEST_ID} was not rescued within 2 minutes: Fargate task a is STOPPED: ${reason}. `,
    );
  });

  it('fails if the function completed in Lambda', async () => {
    resultIs(JSON.stringify({ requestId: REQUEST_ID, where: 'lambda' }))();
    await expect(run()).rejects.toThrow('completed in "lambda", not in a container');
  });

  it('fails if the container received another request id', async () => {
    resultIs(JSON.stringify({ requestId: 'other', where: 'container' }))();
    await expect(run()).rejects.toThrow(`request id "other" instead of ${REQUEST_ID}`);
  });

  it.each(['', 'text', '1'])('fails if the result is %j', async (content) => {
    resultIs(content)();
    await expect(run()).rejects.toThrow('The result is not');
  });

  it('finds its own result among those of other runs', async () => {
    fake.objects.set(RESULT.replace('id-1', 'id-0'), '');
    resultIs(RESCUED)();
    fake.objects.set(`${RESULT}.old`, '');
    await run();
    expect(lines.at(-1)).toContain('✓ rescued');
  });

  it('does not take another object for its result', async () => {
    fake.objects.set(`${RESULT}.old`, RESCUED);
    await expect(run()).rejects.toThrow('was not rescued');
  });

  it('refuses a stage without the function, and invokes nothing', async () => {
    fake.functions.clear();
    await expect(run()).rejects.toThrow('There is no function immortal-dev-smoke in eu-west-1');
    expect(fake.invocations).toEqual([]);
  });

  it.each([
    [undefined, 'https://eu-west-1.console.aws.amazon.com/'],
    ['https://lambda.eu-west-1.amazonaws.com', 'https://eu-west-1.console.aws.amazon.com/'],
    ['http://127.0.0.1:4566', `http://127.0.0.1:4566/_local/console/#/rescues/${REQUEST_ID}`],
  ])('links to the console of the endpoint %s', async (endpoint, link) => {
    await run(
      [tasksAre(task('a', { lastStatus: 'RUNNING' })), resultIs(RESCUED)],
      OPTIONS,
      endpoint,
    );
    const links = lines.join(' ').match(/https?:\S+/g);
    expect(links?.filter((one) => !one.startsWith(link))).toEqual([]);
    expect(links).not.toHaveLength(0);
  });
});

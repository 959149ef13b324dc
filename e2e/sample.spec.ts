import { rmSync } from 'node:fs';
import { type Line, linesOf, run } from './cli';
import { type Ended } from './ended';
import { foldersLeft, processesLeft, temporaryFolder } from './left-behind';

const FUNCTION = 'immortal-dev-immortal-handler';

afterAll(() => {
  rmSync(temporaryFolder, { recursive: true });
});

describe('npm start', () => {
  let ended: Ended;
  let lines: Line[];
  const linesOfType = (type: string) => lines.filter((line) => line.type === type);

  beforeAll(async () => {
    ended = await run('demo', '--json');
    lines = linesOf(ended);
  }, 180_000);

  it('rescues the sample’s event and exits with 0', () => {
    expect(ended.exitCode).toBe(0);
    expect(lines.at(-1)).toEqual({
      type: 'summary',
      rescued: true,
      function: FUNCTION,
      requestId: expect.stringMatching(/^[\da-f-]{36}$/) as unknown,
      attempts: 3,
      tasks: 1,
      taskExitCode: 0,
      taskSeconds: expect.any(Number) as unknown,
      queuesEmpty: true,
      resultCorrect: true,
      totalSeconds: expect.any(Number) as unknown,
    });
  });

  it('shows three timeouts and two retries, with AWS’s real figures beside the scaled ones', () => {
    expect(linesOfType('attempt')).toMatchObject(
      [1, 2, 3].map((attempt) => ({ attempt, timeoutSeconds: 1, awsTimeoutSeconds: 900 })),
    );
    expect(linesOfType('attempt-ended')).toMatchObject(
      [1, 2, 3].map((attempt) => ({ attempt, outcome: 'timeout' })),
    );
    expect(linesOfType('retry')).toMatchObject([{ awsWaitSeconds: 60 }, { awsWaitSeconds: 120 }]);
  });

  it('moves the event through the failure queue to one task, all under one request id', () => {
    const requestId = lines.at(-1)?.['requestId'];
    const queue = `${FUNCTION}-failures`;
    expect(linesOfType('given-up')).toMatchObject([
      { requestId, destination: `arn:aws:sqs:eu-west-1:000000000000:${queue}` },
    ]);
    const from = (type: string) => linesOfType(type).filter((line) => line['queue'] === queue);
    expect(from('delivery')).toMatchObject([{ requestId, messages: 1 }]);
    expect(from('delivery-ended')).toMatchObject([{ requestId, deleted: 1, kept: 0 }]);
    expect(linesOfType('task').map(({ status }) => status)).toEqual([
      'PROVISIONING',
      'PENDING',
      'RUNNING',
      'STOPPED',
    ]);
    expect(linesOfType('task')).toMatchObject(
      Array(4).fill({ requestId, startedBy: `${FUNCTION}/${String(requestId)}/1` }),
    );
  });

  it('prints the handler’s own lines from the task, and the runner’s last line', () => {
    const written = linesOfType('log')
      .filter(({ source }) => source === 'task')
      .map(({ line }) => String(line));
    expect(written.filter((line) => line.includes('\tcompared '))).toHaveLength(10);
    expect(JSON.parse(written.at(-1) ?? '')).toMatchObject({
      service: 'runner',
      requestId: lines.at(-1)?.['requestId'],
      functionName: FUNCTION,
      exitCode: 0,
    });
  });

  it('ignores the developer’s own profile, region, and endpoint', () => {
    expect(ended.stdout + ended.stderr).not.toMatch(
      /developers-own|AKIADEVELOPERSOWN|ap-southeast-2/,
    );
  });
});

it('leaves no process and no folder behind', () => {
  expect(processesLeft()).toEqual([]);
  expect(foldersLeft()).toEqual([]);
});

import { operations } from '../testing/operations';

const cost = (...args: string[]) => operations(['cost', ...args]);

describe('npm run cost', () => {
  it('prints an estimate for its defaults', async () => {
    const { exitCode, stdout, stderr } = await cost();
    expect(stderr).toBe('');
    expect(stdout).toContain('3 attempts in Lambda of 900 s, 1769 MB');
    expect(stdout).toContain('48 min before the container');
    expect(stdout).toContain('Otherwise set maximumRetryAttempts: 0.');
    expect(exitCode).toBe(0);
  });

  it('derives the size of the task from the memory of the function, as packaging does', async () => {
    const { stdout } = await cost();
    expect(stdout).toContain('900 s, 1769 MB');
    expect(stdout).toContain('1 vCPU, 2 GB');
    expect(stdout).toContain('polling of 3 queues');
    expect((await cost('--memory', '3008')).stdout).toContain('2 vCPU, 4 GB');
  });

  it('computes an estimate from the figures that are passed, as JSON', async () => {
    const options = ['--region', 'us-east-1', '--architecture', 'arm64', '--retries', '0'];
    const task = ['--task-cpu', '4096', '--task-memory', '8192', '--minutes', '59'];
    const { stdout } = await cost('--json', ...options, ...task, '--rescues-per-month', '0');
    const answer = JSON.parse(stdout) as {
      rescue: object;
      month: number;
      atRest: { total: number };
    };
    expect(answer).toMatchObject({ currency: 'USD', region: 'us-east-1', architecture: 'arm64' });
    expect(answer.rescue).toMatchObject({ container: 0.158, address: 0.005, lambda: 0.020_731 });
    expect(answer.month).toBe(answer.atRest.total);
  });

  it('says that a retry never pays if the container is cheaper', async () => {
    expect((await cost('--minutes', '5', '--spot')).stdout).toContain('trying again never pays');
  });

  it('says that Spot prices float', async () => {
    expect((await cost('--spot')).stdout).toContain('Spot prices float');
  });

  it.each([
    [['--region', 'mars'], '--region is "mars": pass eu-west-1 or us-east-1'],
    [['--timeout', '901'], '--timeout is "901": pass a whole number from 1 to 900'],
    [['--retries', '3'], '--retries is "3": pass a whole number from 0 to 2'],
    [['--minutes', '0.5'], '--minutes is "0.5": pass a whole number'],
    [['--minutes', ''], '--minutes is "": pass a whole number'],
    [['--task-cpu', '1000'], '--task-cpu is "1000": pass 256 or 512 or 1024'],
    [['--task-memory', '1024'], '--task-memory is "1024": pass 2048 or 3072'],
    [['--timeout', '1', '--timeout', '2'], '--timeout is ["1","2"]: pass a whole number'],
    [['--memory'], 'Not enough arguments following: memory'],
    [['--minuts', '1'], 'Unknown argument: minuts'],
    [['now'], 'Unknown argument: now'],
  ])('refuses the options %j in one line', async (args, message) => {
    const { exitCode, stdout, stderr } = await cost(...args);
    expect(stderr).toMatch(/^cost: [^\n]+\n$/);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(exitCode).toBe(1);
  });

  it('lists its options with --help', async () => {
    const { exitCode, stdout } = await cost('--help');
    expect(stdout).toContain('--rescues-per-month');
    expect(exitCode).toBe(0);
  });
});

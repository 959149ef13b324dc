// The command as people run it, in a process of its own.
import { operations } from '../testing/operations';
import { FakeAws } from './testing/fake-aws';

let fake: FakeAws;
beforeEach(async () => {
  fake = await FakeAws.start();
});
afterEach(() => fake.stop());

const smoke = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  operations(['smoke', ...args], { ...fake.environment, ...env });

describe('npm run smoke', () => {
  it('fails in one line if the event is not rescued in time', async () => {
    const { stdout, stderr, exitCode } = await smoke(['--minutes', '0.0001', '--sleep', '7']);
    expect(stdout).toContain('immortal-dev-smoke is invoked');
    expect(stderr).toMatch(/^smoke: Request \S+ was not rescued within 0.0001 minutes: .*\n$/);
    expect(exitCode).toBe(1);
    expect(fake.invocations).toMatchObject([{ event: { sleepSeconds: 7 } }]);
  });

  it('takes the region from the environment', async () => {
    const { stderr } = await smoke(['--stage', 'prod'], { AWS_REGION: 'eu-central-1' });
    expect(stderr).toContain('There is no function immortal-prod-smoke in eu-central-1');
  });

  it.each([
    [['--stag', 'x'], 'Unknown argument: stag'],
    [['--minutes', '0'], '--minutes is "0": pass a number above 0'],
    [['dev'], 'Too many non-option arguments'],
  ])('refuses the options %j in one line', async (args, message) => {
    const { stderr, exitCode } = await smoke(args);
    expect(stderr.split('\n')).toEqual([expect.stringContaining(message) as unknown, '']);
    expect(exitCode).toBe(1);
  });

  it('says in one line which call failed, and why', async () => {
    const { stderr } = await smoke([], { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });
    expect(stderr).toMatch(
      /^smoke: lambda:GetFunction immortal-dev-smoke failed\. Nothing answers at 127\.0\.0\.1:9 \(ECONNREFUSED\)\. .*\n$/,
    );
  });

  it('says in one line that there are no credentials, and how to get some', async () => {
    const { stderr, exitCode } = await smoke([], {
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    });
    expect(stderr).toMatch(
      /^smoke: lambda:GetFunction immortal-dev-smoke failed\. There are no AWS credentials \(.*\): log in .*\n$/,
    );
    expect(exitCode).toBe(1);
  });
});

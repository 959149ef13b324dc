import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { type Printed, printedBy, start } from './cli';
import { temporaryFolder } from './left-behind';
import { operate } from './operations';

describe('npm run smoke, on the local cloud', () => {
  let cloud: ReturnType<typeof start>;
  let printed: Printed;

  beforeAll(async () => {
    cloud = start('serve');
    printed = await printedBy(cloud);
  });

  afterAll(async () => {
    cloud.kill('SIGINT');
    await once(cloud, 'exit');
    rmSync(temporaryFolder, { recursive: true });
  });

  it('passes when the deployed function is rescued', async () => {
    const { stdout, stderr, exitCode } = await operate('smoke', printed.env, '--sleep', '4');
    expect(stdout).toContain(`- the rescue: ${printed.endpoint}/_local/console/#/rescues/`);
    expect(stdout).not.toContain('amazon.com');
    expect(stdout).toMatch(/Fargate task \w+ is \w+[^]*✓ rescued: .* in a container/);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  });

  it('fails when the function completes in Lambda', async () => {
    const { stderr, exitCode } = await operate('smoke', printed.env, '--sleep', '0.1');
    expect(stderr).toContain('The function completed in "lambda", not in a container');
    expect(exitCode).toBe(1);
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { type Printed, printedBy, start } from './cli';
import { endOf, type Ended } from './ended';
import { temporaryFolder } from './left-behind';

const SMOKE = path.join(__dirname, '../tools/operations/bin/smoke.cjs');

function smoke({ env }: Printed, ...args: string[]): Promise<Ended> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [SMOKE, ...args], {
    env: { PATH, HOME, AWS_CONFIG_FILE: '/nowhere', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return endOf(child);
}

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
    const { stdout, stderr, exitCode } = await smoke(printed, '--sleep', '4');
    expect(stdout).toContain(`- the rescue: ${printed.endpoint}/_local/console/#/rescues/`);
    expect(stdout).not.toContain('amazon.com');
    expect(stdout).toMatch(/Fargate task \w+ is \w+[^]*✓ rescued: .* in a container/);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  });

  it('fails when Lambda needs no rescue', async () => {
    const { stderr, exitCode } = await smoke(printed, '--sleep', '0.1');
    expect(stderr).toContain('has worked to its end in "lambda", not in a container');
    expect(exitCode).toBe(1);
  });
});

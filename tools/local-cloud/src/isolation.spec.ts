// The local cloud in a process of its own: what its children see, where it listens, what it leaves.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { RunTaskCommand } from '@aws-sdk/client-ecs';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { forEachLine } from '@immortal/runtime-api';
import { processesWith } from './kernel/processes';
import { cluster, lambdaFunction, packageFolder } from './testing/fixture';
import { eventually } from './testing/recorder';
import { listeningAddresses } from './testing/sockets';
import { clientsOf, type SpecClients } from './testing/spec-cloud';

jest.setTimeout(60_000);

/** What must not reach any child. */
const SECRETS = {
  AWS_PROFILE: 'bogus-profile',
  AWS_ACCESS_KEY_ID: 'AKIABOGUS',
  AWS_SECRET_ACCESS_KEY: 'bogus-secret',
  AWS_SESSION_TOKEN: 'bogus-token',
  AWS_CONFIG_FILE: '/bogus/config',
  AWS_SHARED_CREDENTIALS_FILE: '/bogus/credentials',
  AWS_ENDPOINT_URL: 'http://bogus.invalid',
  AWS_REGION: 'bogus-1',
  AWS_LAMBDA_FUNCTION_EVENT: '"bogus-event"',
  HTTPS_PROXY: 'http://bogus.invalid',
  NODE_OPTIONS: '--title=bogus-title',
  DATABASE_PASSWORD: 'bogus-password',
};
const temporary = mkdtempSync(path.join(os.tmpdir(), 'spec-'));
const base = path.join(temporary, `immortal-${os.userInfo().uid}`);
const folder = packageFolder({
  ...cluster(),
  Environment: lambdaFunction('environment', 'environment'),
  Hang: lambdaFunction('hang', 'hang', { Timeout: 60 }),
});
afterAll(() => {
  for (const one of [temporary, folder]) rmSync(one, { recursive: true });
});

interface Run extends SpecClients {
  readonly child: ChildProcess;
  readonly lines: string[];
}

async function start(): Promise<Run> {
  const script = path.join(__dirname, 'testing/cloud-process.ts');
  const child = spawn(process.execPath, ['-r', '@swc-node/register', script, folder], {
    cwd: path.join(__dirname, '..'),
    env: { ...SECRETS, PATH: process.env['PATH'], TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  void forEachLine(child.stdout, (line) => lines.push(line));
  const line = await untilLine(lines, '{"origin"');
  const { origin } = JSON.parse(line) as { origin: string };
  const clients = clientsOf(origin);
  child.once('exit', () => {
    for (const client of [clients.lambda, clients.sqs, clients.ecs]) client.destroy();
  });
  return { child, lines, ...clients };
}

async function untilLine(lines: string[], text: string): Promise<string> {
  const find = () => lines.find((line) => line.includes(text));
  return (await eventually(find, (line) => line !== undefined)) ?? '';
}

/** The folders of runs; each has its socket beside it. */
const folders = () => readdirSync(base).filter((name) => !name.endsWith('.sock'));

async function startTask({ ecs }: Run, event: string): Promise<void> {
  const environment = [{ name: 'AWS_LAMBDA_FUNCTION_EVENT', value: event }];
  await ecs.send(
    new RunTaskCommand({
      cluster: 'spec',
      taskDefinition: 'runner',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      overrides: { containerOverrides: [{ name: 'runner', environment }] },
    }),
  );
}

/** A function and a task that would go on for two minutes. */
async function startWork(run: Run): Promise<void> {
  const command = { FunctionName: 'hang', InvocationType: 'Event' as const };
  await run.lambda.send(new InvokeCommand(command));
  await startTask(run, '{"waits":1,"stubborn":1,"child":1}');
  await untilLine(run.lines, 'hanging in process');
  await untilLine(run.lines, '"line":"waiting"');
}

describe('while it runs', () => {
  let run: Run;
  beforeAll(async () => {
    run = await start();
  });
  afterAll(async () => {
    run.child.kill('SIGTERM');
    await once(run.child, 'exit');
  });

  it('shows its functions nothing of the developer’s environment', async () => {
    const { Payload } = await run.lambda.send(new InvokeCommand({ FunctionName: 'environment' }));
    const json = Payload?.transformToString() ?? '';
    expect(json).not.toContain('bogus');
    expect(JSON.parse(json)).toMatchObject({
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^LOCAL[\dA-F]{16}$/) as unknown,
      AWS_REGION: 'eu-west-1',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    });
  });

  it('shows its tasks nothing of the developer’s environment', async () => {
    await startTask(run, '{}');
    const line = await untilLine(run.lines, '"line":"environment');
    expect(line).toMatch(/AWS_ACCESS_KEY_ID\\":\\"LOCAL[\dA-F]{16}/);
    expect(line).not.toContain('bogus');
  });

  it('listens on 127.0.0.1 only', async () => {
    await startWork(run);
    const children = await processesWith(`${base}/`);
    expect(children.length).toBeGreaterThanOrEqual(3);
    const addresses = listeningAddresses([run.child.pid ?? 0, ...children]);
    // The endpoint, and the Runtime APIs of the functions.
    expect(addresses.length).toBeGreaterThanOrEqual(2);
    expect(new Set(addresses)).toStrictEqual(new Set(['0100007F']));
  });
});

it('leaves nothing behind if it is stopped while it works', async () => {
  const run = await start();
  await startWork(run);
  run.child.kill('SIGTERM');
  expect(await once(run.child, 'exit')).toStrictEqual([0, null]);
  expect(await processesWith(`${base}/`)).toStrictEqual([]);
  expect(readdirSync(base)).toStrictEqual([]);
  expect(run.lines.filter((line) => line.includes('failure'))).toStrictEqual([]);
});

it('is cleaned up by the next run if it is killed while it works', async () => {
  const run = await start();
  await startWork(run);
  const [killed = ''] = folders();
  run.child.kill('SIGKILL');
  await once(run.child, 'exit');
  expect((await processesWith(path.join(base, killed))).length).toBeGreaterThanOrEqual(3);
  const next = await start();
  expect(await processesWith(path.join(base, killed))).toStrictEqual([]);
  expect(folders()).not.toContain(killed);
  next.child.kill('SIGTERM');
  await once(next.child, 'exit');
  expect(readdirSync(base)).toStrictEqual([]);
});

// The commands that control a running local cloud, from the command line.
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CONSOLE_PATHS, type Snapshot } from '@immortal/local-cloud';
import { printedBy, run, start } from './cli';
import { temporaryFolder } from './left-behind';

const EVENT = path.join(temporaryFolder, 'event.json');

let cloud: ReturnType<typeof start>;
let endpoint: string;
/** The printed URL of the console. */
let page: string;

beforeAll(async () => {
  writeFileSync(EVENT, '{"id":"one","sleepSeconds":0}');
  cloud = start('serve');
  ({ endpoint, page } = await printedBy(cloud));
});

afterAll(async () => {
  cloud.kill('SIGINT');
  await once(cloud, 'exit');
  rmSync(temporaryFolder, { recursive: true });
});

async function snapshot(): Promise<Snapshot> {
  const token = new URL(page).searchParams.get('token') ?? '';
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${endpoint}${CONSOLE_PATHS.api}snapshot`, { headers });
  return (await answer.json()) as Snapshot;
}

/** Retries until there is an answer. */
async function poll<Answer>(ask: () => Promise<Answer | undefined>): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await sleep(50);
  }
}

const steer = (...args: string[]) => run(...args, '--endpoint', endpoint);

it('arms and disarms faults', async () => {
  const armed = await steer('arm', 'task=spot:2', 'code=expired');
  expect(armed).toMatchObject({ exitCode: 0, stdout: 'armed: task=spot:2 code=expired:1\n' });
  const left = await steer('disarm', 'task=spot');
  expect(left).toMatchObject({ exitCode: 0, stdout: 'armed: code=expired:1\n' });
  expect((await snapshot()).status.faults).toEqual([{ point: 'code', kind: 'expired', left: 1 }]);
  const none = await steer('disarm', 'code=expired');
  expect(none).toMatchObject({ exitCode: 0, stdout: 'no faults armed\n' });
});

it('accepts the URL of the console as the endpoint, for a user with another temporary folder', async () => {
  const other = await run('time-scale', '120', '--endpoint', page);
  expect(other).toMatchObject({ exitCode: 0, stderr: '' });
});

it('changes the time scale', async () => {
  const { exitCode, stdout } = await steer('time-scale', '60');
  expect(exitCode).toBe(0);
  expect(stdout).toBe('time scale 60: 1 minute of waiting on AWS takes 1 second here\n');
  expect((await snapshot()).status.timeScale).toBe(60);
});

it('invokes a function several times', async () => {
  const args = ['immortal-dev-smoke', '--event', EVENT, '--times', '3'];
  const { exitCode, stdout } = await steer('invoke', ...args);
  expect(exitCode).toBe(0);
  const { rescues } = await snapshot();
  expect(stdout).toBe(`${rescues.map(({ requestId }) => requestId).join('\n')}\n`);
  expect(rescues).toHaveLength(3);
});

it('stops a task', async () => {
  writeFileSync(EVENT, '{"id":"long","sleepSeconds":600}');
  await steer('invoke', 'immortal-dev-smoke', '--event', EVENT);
  const id = await poll(async () => {
    const { tasks } = (await snapshot()).status;
    return tasks.find(({ status }) => status === 'RUNNING')?.id;
  });
  const stopped = await steer('stop-task', id);
  expect(stopped).toMatchObject({ exitCode: 0, stdout: `stopping task ${id}\n` });
  // A task that an operator stops is not restarted: its event is parked.
  await poll(async () => ((await snapshot()).status.parked === 1 ? true : undefined));
});

it.each([
  [['stop-task', 'nothing'], 'There is no task nothing'],
  [['arm', 'task=spto'], 'task=spto: '],
  [['disarm', 'task=spot:1'], 'task=spot:1 has a count'],
  [['arm', 'task'], 'task is not of the form POINT=KIND or POINT=KIND:COUNT'],
  [['time-scale', '0'], 'time-scale is "0": pass a whole number from 1 to'],
  [['invoke', 'nothing', '--event', EVENT], 'Function not found: nothing. Use one of '],
  [['invoke', 'immortal-dev-smoke', '--event', '/nowhere/event.json'], "can't be read (ENOENT)"],
  [['invoke', 'immortal-dev-smoke', '--event', EVENT, '--times', 'x'], '--times is "x"'],
  [['invoke', 'immortal-dev-smoke'], 'Missing required argument: event'],
])('refuses %j in one line', async (args, message) => {
  const { exitCode, stdout, stderr } = await steer(...args);
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).toContain(message);
  expect(stderr.trimEnd()).not.toContain('\n');
});

it('reports an endpoint that does not answer', async () => {
  // AWS_ENDPOINT_URL of these processes is an address without a server.
  const { exitCode, stderr } = await run('arm', 'task=spot');
  expect(exitCode).toBe(1);
  expect(stderr).toBe(
    'local-cloud: nothing answers at http://127.0.0.1:9: start npm run cloud, and pass the address that it prints\n',
  );
});

it.each(['here', 'localhost:4566', ''])(
  'asks for a printed URL instead of %j',
  async (endpoint) => {
    const { exitCode, stderr } = await run('time-scale', '60', '--endpoint', endpoint);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^local-cloud: --endpoint is "[^"]*": pass the address that .*\n$/);
  },
);

it.each(['<html></html>', '[]', '"yes"'])(
  'reports another kind of server, which answers %s',
  async (text) => {
    const server = createServer((_request, response) => response.end(text));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const { exitCode, stdout, stderr } = await run('time-scale', '60', '--endpoint', address);
    server.close();
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toBe(
      `local-cloud: ${address} is no local cloud: start npm run cloud, and pass the address that it prints\n`,
    );
  },
);

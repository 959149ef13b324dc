// When the console is served, and where; e2e/console tests what it shows.
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { linesOf, run, start } from './cli';
import { CloudOutput } from './cloud-output';
import { foldersLeft, processesLeft, temporaryFolder } from './left-behind';

const folder = mkdtempSync(path.join(tmpdir(), 'events-'));
const event = path.join(folder, 'event.json');
writeFileSync(event, '{"id":"console","sleepSeconds":0}');
const demo = ['demo', '--json', '--function', 'smoke', '--event', event];

afterAll(() => {
  rmSync(temporaryFolder, { recursive: true });
  rmSync(folder, { recursive: true });
});

/** Authorizes a program, as the printed URL authorizes a browser. */
function passOf(page: string): RequestInit {
  const token = new URL(page).searchParams.get('token') ?? '';
  return { headers: { authorization: `Bearer ${token}` } };
}

/** Ctrl-C, while a page is open. @returns the exit code */
async function interrupt(cloud: ReturnType<typeof start>, page: string): Promise<number | null> {
  const stream = await fetch(new URL('/_local/api/events', page), passOf(page));
  expect(stream.status).toBe(200);
  cloud.kill('SIGINT');
  const [exitCode] = (await once(cloud, 'exit')) as [number | null];
  return exitCode;
}

it('npm run cloud serves the page, prints its URL, and ends while a browser is connected', async () => {
  const cloud = start('serve');
  const [, page = ''] = await new CloudOutput(cloud).until(/Watch it in the browser: (\S+)\n/);
  expect(page).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/_local\/console\/\?token=[\w-]{40}$/);
  const answer = await fetch(page, { redirect: 'manual' });
  const cookie = answer.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/^local-cloud-\d+=[\w-]{40}; Path=\/_local\/; HttpOnly; SameSite=Strict$/);
  const opened = new URL(answer.headers.get('location') ?? '', page);
  expect(String(opened)).not.toContain('token');
  expect((await fetch(opened)).status).toBe(403);
  const served = await fetch(opened, { headers: { cookie: cookie.replace(/;.*/, '') } });
  expect(await served.text()).toContain('<title>Immortal Lambda</title>');
  expect(await interrupt(cloud, page)).toBe(0);
});

it('npm start -- --keep serves the page after the summary too, until Ctrl-C', async () => {
  const cloud = start(...demo, '--keep');
  const output = new CloudOutput(cloud);
  const [, page = ''] = await output.until(/"type":"started".*"console":"([^"]+)"/);
  const [, requestId] = await output.until(/"type":"summary".*"requestId":"([^"]+)"/);
  const answer = await fetch(new URL(`/_local/api/rescues/${requestId ?? ''}`, page), passOf(page));
  expect(await answer.json()).toMatchObject({ rescue: { requestId, state: 'succeeded' } });
  expect(await interrupt(cloud, page)).toBe(0);
});

it('npm start without --keep serves no page', async () => {
  const [started] = linesOf(await run(...demo));
  expect(started).toMatchObject({ type: 'started' });
  expect(started).not.toHaveProperty('console');
});

it('leaves no process and no folder behind', () => {
  expect(processesLeft()).toEqual([]);
  expect(foldersLeft()).toEqual([]);
});

// Foreign pages can't do anything with the local cloud.
import { once } from 'node:events';
import http from 'node:http';
import { type AddressInfo } from 'node:net';
import { rawRequest } from '@immortal/local-cloud/testing';
import { PRIMARY } from '../testbed/service';
import { visit } from './browser';
import { expectShown } from './page';
import { useSession } from './session';

const session = useSession();
/** Serves a page from another origin. */
let foreign: http.Server;
let invocations = 0;

beforeAll(async () => {
  session.harness.timeline.subscribe(({ type }) => {
    if (type === 'invocation') invocations += 1;
  });
  foreign = http.createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>foreign</title>');
  });
  await once(foreign.listen(0, '127.0.0.1'), 'listening');
});

afterAll(() => {
  foreign.close();
});

const foreignUrl = () => `http://localhost:${(foreign.address() as AddressInfo).port}/`;
const invokePath = () =>
  `${session.harness.cloud.origin}/_local/api/functions/${PRIMARY}/invocations`;
const lambdaPath = () =>
  `${session.harness.cloud.origin}/2015-03-31/functions/${PRIMARY}/invocations`;

/** Whether the request gets through, as the foreign page sees it. */
async function tryFetch(url: string, init: object): Promise<string> {
  const { page } = await visit(session.browser, foreignUrl());
  return page.evaluate<string>(
    `fetch(${JSON.stringify(url)}, ${JSON.stringify(init)}).then((one) => one.type, () => 'refused')`,
  );
}

it.each([
  ['the console’s API by JSON', invokePath, { headers: { 'content-type': 'application/json' } }],
  ['the console’s API as a form', invokePath, { mode: 'no-cors' }],
  ['Lambda as a form', lambdaPath, { mode: 'no-cors', headers: { 'content-type': 'text/plain' } }],
])('a foreign page can’t invoke by %s', async (_, path, init) => {
  const seen = await tryFetch(path(), { method: 'POST', body: '{}', ...init });
  expect(['refused', 'opaque']).toContain(seen);
  expect(invocations).toBe(0);
});

it('a foreign page can’t read, frame, or load anything from the console', async () => {
  expect(await tryFetch(`${session.harness.cloud.origin}/_local/api/snapshot`, {})).toBe('refused');
  const { page, complaints } = await visit(session.browser, foreignUrl());
  await page.evaluate(`new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.src = ${JSON.stringify(session.harness.url)};
    frame.onload = resolve;
    document.body.append(frame);
  })`);
  expect(complaints.join('\n')).toMatch(/frame-ancestors|Framing/);
  expect(page.frames()[1]?.url()).not.toBe(session.harness.pageUrl);
  const script = await page.evaluate<string>(`new Promise((resolve) => {
    const script = document.createElement('script');
    script.src = ${JSON.stringify(`${session.harness.pageUrl}console.js`)};
    script.onload = () => resolve('loaded');
    script.onerror = () => resolve('refused');
    document.body.append(script);
  })`);
  expect(script).toBe('refused');
});

it.each([
  ['a foreign Host', { host: 'evil.example' }],
  ['a foreign Host with the port', () => ({ host: `evil.example:${session.harness.port}` })],
  ['a foreign Origin', { origin: 'http://evil.example' }],
  ['the Origin of another port', { origin: 'http://127.0.0.1:1' }],
])('a raw request with %s is refused', async (_, given) => {
  const headers = typeof given === 'function' ? given() : given;
  const asJson = { ...session.harness.tokenHeader, ...headers, 'content-type': 'application/json' };
  const answer = await rawRequest(invokePath(), asJson, { method: 'POST', body: '{}' });
  expect(answer.status).toBe(403);
  expect((await rawRequest(session.harness.url, headers)).status).toBe(403);
  expect(invocations).toBe(0);
});

it('the page complies with its own content security policy', async () => {
  const { page, complaints } = await visit(session.browser, session.harness.url);
  await expectShown(page.getByRole('status').getByText('live'));
  const inlined = await page.evaluate<string>(`(() => {
    const script = document.createElement('script');
    try { script.textContent = 'window.hacked = 1'; } catch (error) { return error.name; }
    document.body.append(script);
    return String(window.hacked);
  })()`);
  expect(inlined).toBe('TypeError');
  expect(complaints.filter((one) => !one.includes('TrustedScript'))).toEqual([]);
});

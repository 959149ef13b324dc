// The Runtime API, as clients of its port see it.
import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import http from 'node:http';
import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Invocation } from '../invocation';
import { RuntimeApiServer } from './runtime-api-server';

const INVOCATION: Invocation = {
  event: Buffer.from('{"id":1}'),
  requestId: 'r-1',
  invokedFunctionArn: 'arn',
};
const NEXT = '/2018-06-01/runtime/invocation/next';
const INIT_ERROR = '/2018-06-01/runtime/init/error';
const RESPONSE = '/2018-06-01/runtime/invocation/r-1/response';

let api: RuntimeApiServer;

beforeEach(async () => {
  api = await RuntimeApiServer.listen();
});

afterEach(() => api.close());

const address = () => api.variables['AWS_LAMBDA_RUNTIME_API'] ?? '';

interface Answer {
  readonly status: number | undefined;
  readonly body: unknown;
}

async function call(
  method: string,
  path: string,
  headers: http.OutgoingHttpHeaders = {},
  body: string | Buffer = '{}',
): Promise<Answer> {
  const request = http.request(`http://${address()}${path}`, { method, headers, agent: false });
  request.end(method === 'POST' ? body : undefined);
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  const text = (await response.setEncoding('utf8').toArray()).join('');
  return { status: response.statusCode, body: JSON.parse(text) as unknown };
}

/** Sends a request as the user `nobody`. @returns the response, head and body */
async function callAsOther(method: string, path: string): Promise<string> {
  const [host, port] = address().split(':');
  const head = `${method} ${path} HTTP/1.1\r\nHost: ${address()}\r\nConnection: close\r\n`;
  const request = `${head}Content-Length: 0\r\n\r\n`;
  const script = `exec 3<>/dev/tcp/${host}/${port} && printf %s "$1" >&3 && cat <&3`;
  const as = { uid: 65534, gid: 65534, cwd: '/' };
  const { stdout } = await promisify(execFile)('/bin/bash', ['-c', script, 'bash', request], as);
  return stdout;
}

/** Requests the next invocation and disconnects; resolves when the API has received the request. */
async function requestAndDisconnect(): Promise<void> {
  const [host, port] = address().split(':');
  const socket = connect(Number(port), host);
  socket.write(`GET ${NEXT} HTTP/1.1\r\nHost: ${address()}\r\n\r\n`);
  await untilRequested();
  socket.destroy();
}

async function untilRequested(): Promise<void> {
  while (!api.idle) await setImmediate();
}

it.each([
  ['another host', { host: 'evil.example' }],
  ['the same name with another port', { host: '127.0.0.1:1' }],
  ['a web page', { origin: 'http://evil.example' }],
  ['a page with an opaque origin', { origin: 'null' }],
])('rejects requests from %s', async (_, headers) => {
  const answered = api.invoke(INVOCATION, () => undefined);
  const next = await call('GET', NEXT);
  expect(next).toEqual({ status: 200, body: { id: 1 } });

  for (const [method, path] of [
    ['GET', NEXT],
    ['POST', RESPONSE],
  ] as const) {
    const { status, body } = await call(method, path, headers);
    expect({ status, body }).toMatchObject({ status: 403, body: { errorType: 'Forbidden' } });
  }
  await call('POST', RESPONSE, { 'content-type': 'text/plain' });
  expect(await answered).toMatchObject({ kind: 'response', contentType: 'text/plain' });
});

/** The client has hung up before this process accepts the connection. */
function postAndHangUp(path: string): void {
  const [host, port] = address().split(':');
  const request = `POST ${path} HTTP/1.1\r\nHost: ${address()}\r\nContent-Length: 2\r\n\r\n{}`;
  const script = `exec 3<>/dev/tcp/${host}/${port} && printf %s "$1" >&3`;
  expect(spawnSync('/bin/bash', ['-c', script, 'bash', request]).status).toBe(0);
}

const withOther =
  process.getuid?.() === 0 && existsSync('/bin/bash') && existsSync('/proc/net/tcp');
if (!withOther) console.warn('Skipped the tests that need root, /bin/bash and /proc/net/tcp.');

(withOther ? describe : describe.skip)('the Runtime API on a machine with another user', () => {
  it('refuses requests for events and responses from another user', async () => {
    const answered = api.invoke(INVOCATION, () => undefined);
    const refusal = expect.stringContaining('This Runtime API belongs to another user.') as unknown;
    expect(await callAsOther('GET', NEXT)).toEqual(refusal);
    expect(await callAsOther('POST', INIT_ERROR)).toEqual(refusal);
    const next = await call('GET', NEXT);
    expect(next).toEqual({ status: 200, body: { id: 1 } });

    expect(await callAsOther('POST', RESPONSE)).toEqual(refusal);
    await call('POST', RESPONSE, { 'content-type': 'text/plain' });
    expect(await answered).toMatchObject({ kind: 'response', contentType: 'text/plain' });
  });

  it('accepts nothing but the response to its event from a client that has hung up', async () => {
    const answered = api.invoke(INVOCATION, () => undefined);
    postAndHangUp(INIT_ERROR);
    await call('GET', NEXT);
    postAndHangUp(RESPONSE);
    expect(await answered).toMatchObject({ kind: 'response', payload: Buffer.from('{}') });
  });
});

it('lets only one request wait for an invocation', async () => {
  const first = call('GET', NEXT);
  await untilRequested();
  const second = await call('GET', NEXT);
  void api.invoke(INVOCATION, () => undefined);

  expect(second).toMatchObject({ status: 403, body: { errorType: 'InvalidStateTransition' } });
  expect(await first).toEqual({ status: 200, body: { id: 1 } });
});

it('does not deliver an invocation to a client that has disconnected', async () => {
  await requestAndDisconnect();
  // Until the API has noticed the disconnect.
  while (api.idle) await setImmediate();
  const next = call('GET', NEXT);
  await untilRequested();
  void api.invoke(INVOCATION, () => undefined);

  expect(await next).toEqual({ status: 200, body: { id: 1 } });
});

it('delivers an invocation again if the client disconnected before it received the whole event', async () => {
  // Larger than the system's buffers, and never read.
  const event = Buffer.from(JSON.stringify('x'.repeat(10_000_000)));
  const [host, port] = address().split(':');
  const socket = connect(Number(port), host).pause();
  socket.write(`GET ${NEXT} HTTP/1.1\r\nHost: ${address()}\r\n\r\n`);
  await new Promise<void>((resolve) => void api.invoke({ ...INVOCATION, event }, resolve));
  socket.destroy();
  let next = await call('GET', NEXT);
  while (next.status === 403) next = await call('GET', NEXT);

  expect(next.body).toHaveLength(10_000_000);
});

it('ends an invocation with a request that is too large only if it is the response', async () => {
  const large = Buffer.alloc(7_000_000, ' ');
  const answered = api.invoke(INVOCATION, () => undefined);
  await call('GET', NEXT);
  for (const path of [INIT_ERROR, '/2018-06-01/runtime/invocation/r-0/response', '/nothing']) {
    expect(await call('POST', path, {}, large)).toMatchObject({ status: 413 });
  }
  expect(await call('POST', RESPONSE)).toMatchObject({ status: 202 });
  expect(await answered).toMatchObject({ kind: 'response' });

  const second = api.invoke(INVOCATION, () => undefined);
  await call('GET', NEXT);
  expect(await call('POST', RESPONSE, {}, large)).toMatchObject({ status: 413 });
  expect(await second).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
});

it('rejects an initialization error from an initialized runtime', async () => {
  let settled = false;
  const answered = api.invoke(INVOCATION, () => undefined);
  void answered.then(() => (settled = true));
  await call('GET', NEXT);
  const refused = await call('POST', INIT_ERROR);
  await setImmediate();

  expect(refused).toMatchObject({ status: 403, body: { errorType: 'InvalidStateTransition' } });
  expect(settled).toBe(false);
  expect(await call('POST', RESPONSE)).toMatchObject({ status: 202 });
  expect(await answered).toMatchObject({ kind: 'response' });
});

it('accepts an initialization error from a runtime that is not initialized', async () => {
  const answered = api.invoke(INVOCATION, () => undefined);

  expect(await call('POST', INIT_ERROR)).toMatchObject({ status: 202 });
  expect(await answered).toMatchObject({ kind: 'init-error' });
});

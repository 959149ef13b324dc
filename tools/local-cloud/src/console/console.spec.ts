// The console's HTTP API as programs use it, on a small stack; e2e/console tests the page.
import { rmSync } from 'node:fs';
import { RunTaskCommand } from '@aws-sdk/client-ecs';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import type { ParkedMessages, RescueDetail, Snapshot, Status } from './api';
import {
  cluster,
  invokeConfig,
  lambdaFunction,
  mapping,
  queue,
  queueArn,
  REGION,
} from '../testing/fixture';
import { pageFolder } from '../testing/page-folder';
import { rawRequest } from '../testing/raw-request';
import { eventually } from '../testing/recorder';
import { type SpecCloud, startSpecCloud } from '../testing/spec-cloud';

const DLQ = { DeadLetterConfig: { TargetArn: queueArn('orders-failures') } };
const folder = pageFolder();
let spec: SpecCloud;

beforeAll(async () => {
  const redrive = { deadLetterTargetArn: queueArn('parked'), maxReceiveCount: 1 };
  spec = await startSpecCloud(
    {
      ...cluster(),
      Parked: queue('parked'),
      Failures: queue('orders-failures', { RedrivePolicy: redrive, VisibilityTimeout: 60 }),
      MailsFailures: queue('mails-failures', { RedrivePolicy: redrive, VisibilityTimeout: 60 }),
      Echo: lambdaFunction('echo', 'echo'),
      Orders: lambdaFunction('orders', 'fail', DLQ),
      Once: invokeConfig('orders', { MaximumRetryAttempts: 0 }),
      Secondary: lambdaFunction('secondary', 'failOnBatch'),
      Mapping: mapping('orders-failures', 'secondary'),
      MailsMapping: mapping('mails-failures', 'secondary'),
    },
    { consoleFolder: folder },
  );
});
afterAll(async () => {
  await spec.stop();
  rmSync(folder, { recursive: true });
});

const api = (path: string) => `${spec.cloud.origin}/_local/api/${path}`;
/** The header that carries the token. */
const tokenHeader = () => ({
  authorization: `Bearer ${new URL(spec.cloud.consoleUrl ?? '').searchParams.get('token') ?? ''}`,
});
const JSON_TYPE = { 'content-type': 'application/json' };

async function get<Answer>(path: string): Promise<Answer> {
  const { status, body } = await rawRequest(api(path), tokenHeader());
  expect({ path, status }).toEqual({ path, status: 200 });
  return JSON.parse(body) as Answer;
}

/** @returns the status and the answer */
async function post(path: string, body: string | object = {}): Promise<[number, unknown]> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await rawRequest(
    api(path),
    { ...JSON_TYPE, ...tokenHeader() },
    { method: 'POST', body: text },
  );
  return [answer.status ?? 0, JSON.parse(answer.body)];
}

async function invoke(name: string, event: string): Promise<string> {
  const [status, answer] = await post(`functions/${name}/invocations`, event);
  expect(status).toBe(202);
  return (answer as { requestIds: [string] }).requestIds[0];
}

async function untilState(requestId: string, state: string): Promise<void> {
  const find = async () =>
    (await get<Snapshot>('snapshot')).rescues.find((one) => one.requestId === requestId);
  await eventually(find, (rescue) => rescue?.state === state);
}

describe('the page', () => {
  it('is served with a content security policy that allows its own files only', async () => {
    const { status, headers, body } = await rawRequest(
      `${spec.cloud.origin}/_local/console/`,
      tokenHeader(),
    );
    expect(status).toBe(200);
    expect(body).toContain('<title>console</title>');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(String(headers['content-security-policy']).split('; ')).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'none'",
      ]),
    );
  });

  it('is where a browser is redirected from /', async () => {
    const accept = 'text/html,application/xhtml+xml';
    const { status, headers } = await rawRequest(`${spec.cloud.origin}/`, { accept });
    expect([status, headers.location]).toEqual([302, '/_local/console/']);
  });

  it('leaves / to S3 clients', async () => {
    const credentials = { accessKeyId: 'spec', secretAccessKey: 'spec' };
    const s3 = new S3Client({ endpoint: spec.cloud.origin, region: REGION, credentials });
    expect(await s3.send(new ListBucketsCommand())).toMatchObject({ Buckets: [] });
    s3.destroy();
  });

  it('has no other files', async () => {
    const path = '/_local/console/../package.json';
    const { status } = await rawRequest(spec.cloud.origin, tokenHeader(), { path });
    expect(status).toBe(404);
  });
});

describe('a request without the token', () => {
  it.each([
    ['the page', '/_local/console/'],
    ['a file of the page', '/_local/console/console.js'],
    ['the API', '/_local/api/snapshot'],
    ['events', '/_local/api/events'],
    ['the page by another token', `/_local/console/?token=${'a'.repeat(40)}`],
  ])('is refused: %s', async (_, path) => {
    const cookie = `local-cloud-${new URL(spec.cloud.origin).port}=a`;
    for (const headers of [{}, { authorization: 'Bearer a' }, { cookie }]) {
      const { status, body } = await rawRequest(spec.cloud.origin, headers, { path });
      expect(status).toBe(403);
      expect(body).toContain('Open the console at the URL with a token');
    }
  });

  it('changes nothing', async () => {
    const change = { method: 'POST', body: '{"timeScale":1}' };
    expect((await rawRequest(api('time-scale'), JSON_TYPE, change)).status).toBe(403);
  });
});

describe('foreign pages', () => {
  const port = () => new URL(spec.cloud.origin).port;

  it.each([
    ['a name that leads here by DNS rebinding', () => ({ host: `evil.example:${port()}` })],
    ['another port', () => ({ host: '127.0.0.1:1' })],
    ['another site’s page', () => ({ 'sec-fetch-site': 'cross-site' })],
    ['another port’s page', () => ({ 'sec-fetch-site': 'same-site' })],
    ['an origin that is not its own', () => ({ origin: 'http://evil.example' })],
    ['a sandboxed page', () => ({ origin: 'null' })],
  ])('are refused by the API: %s', async (_, headers) => {
    const { status, body } = await rawRequest(api('snapshot'), { ...headers(), ...tokenHeader() });
    expect(status).toBe(403);
    expect(JSON.parse(body)).toEqual({ error: expect.any(String) as string });
  });

  it('can’t reach Lambda either, as a form or a page of another site', async () => {
    const url = `${spec.cloud.origin}/2015-03-31/functions/echo/invocations`;
    const headers = { origin: 'http://evil.example', 'content-type': 'text/plain' };
    expect(await rawRequest(url, headers, { method: 'POST', body: '{}' })).toMatchObject({
      status: 403,
    });
  });

  const getFunction = () => `${spec.cloud.origin}/2015-03-31/functions/echo`;

  it.each([
    ['by a name that leads here by DNS rebinding', () => ({ host: `evil.example:${port()}` })],
    ['by a name that only looks like this machine’s', () => ({ host: 'localhost.evil.example' })],
    ['as an image of another site', () => ({ 'sec-fetch-site': 'cross-site' })],
    [
      'as a link of another port',
      () => ({ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate' }),
    ],
  ])('can’t read from the AWS services either: %s', async (_, headers) => {
    expect(await rawRequest(getFunction(), headers())).toMatchObject({ status: 403 });
  });

  it.each(['127.0.0.1', '[::1]', 'localhost', 'bucket.localhost', 'host.docker.internal'])(
    'do not include programs that call the services by %s',
    async (name) => {
      const { body } = await rawRequest(getFunction(), { host: `${name}:${port()}` });
      expect(body).not.toContain('The local cloud is not served at');
    },
  );

  it('may link to the page, but not load its files', async () => {
    const url = `${spec.cloud.origin}/_local/console/`;
    const foreign = { 'sec-fetch-site': 'cross-site', ...tokenHeader() };
    const link = await rawRequest(url, { ...foreign, 'sec-fetch-mode': 'navigate' });
    const script = await rawRequest(`${url}console.js`, {
      ...foreign,
      'sec-fetch-mode': 'no-cors',
    });
    expect([link.status, script.status]).toEqual([200, 403]);
  });

  it.each([
    ['GET', JSON_TYPE, 405],
    ['POST', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['POST', { 'content-type': 'text/plain' }, 415],
    ['POST', {}, 415],
  ])('can’t change anything by %s with %j', async (method, headers, status) => {
    const url = api('time-scale');
    expect(await rawRequest(url, { ...headers, ...tokenHeader() }, { method })).toMatchObject({
      status,
    });
  });

  it.each(['127.0.0.1', 'localhost'])('do not include the page itself at %s', async (name) => {
    const host = `${name}:${port()}`;
    const headers = {
      ...JSON_TYPE,
      host,
      origin: `http://${host}`,
      'sec-fetch-site': 'same-origin',
    };
    const body = JSON.stringify({ point: 'none', kind: 'none' });
    const answer = await rawRequest(
      api('faults/disarm'),
      { ...headers, ...tokenHeader() },
      { method: 'POST', body },
    );
    expect(answer.status).toBe(200);
  });
});

describe('invoking', () => {
  it('passes the event to the function unchanged, as often as requested', async () => {
    const event = '{ "id": 12345678901234567890 }';
    const [status, answer] = await post('functions/echo/invocations?times=3', event);
    const { requestIds } = answer as { requestIds: string[] };
    expect([status, new Set(requestIds).size]).toEqual([202, 3]);
    const [first = ''] = requestIds;
    await untilState(first, 'succeeded');
    expect((await rawRequest(api(`rescues/${first}/event`), tokenHeader())).body).toBe(event);
    const detail = await get<RescueDetail>(`rescues/${first}`);
    expect(detail).toMatchObject({ rescue: { by: 'lambda', attempts: 1 }, hasEvent: true });
    expect(detail.entries.map(({ type }) => type)).toEqual([
      'invocation',
      'attempt',
      'attempt-ended',
    ]);
  });

  it.each([
    ['an event that is not JSON', 'functions/echo/invocations', '{', 400],
    ['an unknown function', 'functions/nothing/invocations', '{}', 404],
    ['zero times', 'functions/echo/invocations?times=0', '{}', 400],
    ['too many times', 'functions/echo/invocations?times=10001', '{}', 400],
    ['an event over 1 MB', 'functions/echo/invocations', `"${'x'.repeat(1_048_576)}"`, 413],
  ])('refuses %s, with the reason', async (_, path, body, status) => {
    expect(await post(path, body)).toEqual([status, { error: expect.any(String) as string }]);
  });
});

describe('a parked event', () => {
  let messageId: string;
  let requestId: string;
  beforeEach(async () => {
    requestId = await invoke('orders', '{"order":1}');
    await untilState(requestId, 'parked');
    const { messages } = await get<ParkedMessages>('parked');
    messageId = messages.find((one) => one.requestId === requestId)?.messageId ?? '';
  });

  it('is listed with its source queue and its body', async () => {
    const { messages } = await get<ParkedMessages>('parked');
    expect(messages).toContainEqual(
      expect.objectContaining({
        messageId,
        requestId,
        function: 'orders',
        from: 'orders-failures',
        queue: 'parked',
        isHeld: false,
        errorMessage: 'no such order: 1',
      }),
    );
    expect((await rawRequest(api(`parked/${messageId}/body`), tokenHeader())).body).toBe(
      '{"order":1}',
    );
  });

  it('runs again after a redrive', async () => {
    expect((await post(`parked/${messageId}/redrive`))[0]).toBe(200);
    const taken = await spec.recorder.until('taken-out', (one) => one.messageId === messageId);
    expect(taken).toMatchObject({ requestId, queue: 'parked', to: 'orders-failures' });
    await eventually(
      () => spec.recorder.all('moved').filter((one) => one.requestId === requestId).length,
      (times) => times === 2,
    );
  });

  it('is deleted when it is dropped', async () => {
    expect((await post(`parked/${messageId}/drop`))[0]).toBe(200);
    await untilState(requestId, 'dropped');
    expect((await post(`parked/${messageId}/drop`))[0]).toBe(404);
  });

  it('can’t be sent back while another consumer has received it', async () => {
    await spec.cloud.storage.receiveMessages(queueArn('parked'), { max: 10, waitSeconds: 0 });
    expect(await post(`parked/${messageId}/redrive`)).toEqual([
      409,
      { error: expect.stringContaining('Another consumer has received') as string },
    ]);
  });
});

describe('two functions with the same request id', () => {
  let requestId: string;
  beforeAll(async () => {
    requestId = await invoke('orders', '{"order":3}');
    await untilState(requestId, 'parked');
    const attributes = { RequestID: { DataType: 'String', StringValue: requestId } };
    await spec.cloud.storage.sendMessage(queueArn('mails-failures'), '{"mail":1}', attributes);
    await spec.recorder.until('moved', ({ from }) => from === 'mails-failures');
  });
  const pathOf = (name: string, part = '') => `rescues/${requestId}${part}?function=${name}`;

  it('have a rescue each, with its own entries and its own event', async () => {
    const { rescues } = await get<Snapshot>('snapshot');
    const both = rescues.filter((one) => one.requestId === requestId);
    expect(both).toMatchObject([
      { function: 'orders', state: 'parked', attempts: 1 },
      { function: 'mails', state: 'parked', attempts: 0 },
    ]);
    const orders = await get<RescueDetail>(pathOf('orders'));
    const mails = await get<RescueDetail>(pathOf('mails'));
    const types = ({ entries }: RescueDetail) =>
      entries.flatMap(({ type }) => (type === 'log' ? [] : [type]));
    expect(types(orders)).toEqual([
      'invocation',
      'attempt',
      'attempt-ended',
      'given-up',
      'delivery',
      'delivery-ended',
      'moved',
    ]);
    expect(types(mails)).toEqual(['delivery', 'delivery-ended', 'moved']);
    expect([orders.hasEvent, mails.hasEvent]).toEqual([true, false]);
    expect((await rawRequest(api(pathOf('orders', '/event')), tokenHeader())).body).toBe(
      '{"order":3}',
    );
  });

  it('are ambiguous without the function', async () => {
    for (const path of [`rescues/${requestId}`, `rescues/${requestId}/event`]) {
      const { status, body } = await rawRequest(api(path), tokenHeader());
      expect([status, body]).toEqual([
        409,
        expect.stringContaining('add ?function=orders or ?function=mails') as string,
      ]);
    }
  });

  it('have a parked message each, with its own function', async () => {
    const { messages } = await get<ParkedMessages>('parked');
    const both = messages.filter((one) => one.requestId === requestId);
    expect(both.map(({ function: name, from }) => [name, from])).toEqual([
      ['mails', 'mails-failures'],
      ['orders', 'orders-failures'],
    ]);
  });
});

describe('faults and time', () => {
  it('can be changed, which shows in the status', async () => {
    const fault = { point: 'task', kind: 'spot' };
    const [, armed] = await post('faults/arm', { ...fault, count: 2 });
    expect((armed as Status).faults).toEqual([{ ...fault, left: 2 }]);
    expect(spec.cloud.faults.list()).toEqual([{ ...fault, left: 2 }]);
    const [, disarmed] = await post('faults/disarm', fault);
    expect((disarmed as Status).faults).toEqual([]);
    const [, scaled] = await post('time-scale', { timeScale: 60 });
    expect((scaled as Status).timeScale).toBe(60);
    expect(spec.recorder.all('time-scale')).toMatchObject([{ timeScale: 60 }]);
  });

  it.each([
    ['an unknown kind', 'faults/arm', { point: 'task', kind: 'spott' }, 'use pull, eni, spot'],
    ['a count of 0', 'faults/arm', { point: 'task', kind: 'spot', count: 0 }, 'a whole number'],
    ['a word for a number', 'time-scale', { timeScale: 'fast' }, 'whole number from 1 to 100000'],
    ['a body that is not JSON', 'time-scale', '[', 'not JSON'],
    ['a body that is not an object', 'time-scale', '7', 'not a JSON object'],
    ['a long body', 'time-scale', { x: 'x'.repeat(10_000) }, 'more than 10000 bytes'],
  ])('are not changed by %s', async (_, path, body, why) => {
    const [status, { error }] = (await post(path, body)) as [number, { error: string }];
    expect(status).toBeGreaterThanOrEqual(400);
    expect(error).toContain(why);
  });
});

describe('the stream of events', () => {
  /** Reads until the text matches, and disconnects. */
  async function streamUntil(
    path: string,
    isWanted: (text: string) => boolean,
    headers: Record<string, string> = {},
  ): Promise<string> {
    const hangUp = new AbortController();
    const { body } = await fetch(api(path), {
      headers: { ...headers, ...tokenHeader() },
      signal: hangUp.signal,
    });
    let text = '';
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      if (isWanted(text)) break;
    }
    hangUp.abort();
    return text;
  }

  it('continues after the cursor, from the header or the URL', async () => {
    const { cursor } = await get<Snapshot>('snapshot');
    const requestId = await invoke('echo', '{}');
    await untilState(requestId, 'succeeded');
    const hasAll = (text: string) => text.includes('"outcome":"success"');
    const byAddress = await streamUntil(`events?after=${cursor}`, hasAll);
    const types = [...byAddress.matchAll(/event: (\w+)\ndata: \{"type":"([\w-]+)"/g)];
    expect(types.map(([, , type]) => type)).toEqual(['invocation', 'attempt', 'attempt-ended']);
    const [, id = ''] = /id: (\S+)/.exec(byAddress) ?? [];
    const byHeader = await streamUntil('events', hasAll, { 'last-event-id': id });
    expect(byHeader).not.toContain('"invocation"');
    expect(byHeader).toContain('"attempt"');
  });

  it('sends a reset for the cursor of another run', async () => {
    const text = await streamUntil('events?after=other-1', (one) => one.includes('\n\nevent:'));
    expect(text).toMatch(/^retry: 1000\n\nevent: reset\ndata: \{\}\n\n/);
  });

  it('sends a sample of queues and tasks every second', async () => {
    const text = await streamUntil('events', (one) => one.includes('event: sample'));
    expect(text).toMatch(/event: sample\ndata: \{"at":\d+,"depths":\{"parked":\d+,/);
  });

  it('includes the log lines of all rescues, of one, or of none', async () => {
    const requestId = await invoke('orders', '{"order":2}');
    await untilState(requestId, 'parked');
    const isWhole = (text: string) => text.includes('event: sample');
    const count = async (logs: string) => {
      const text = await streamUntil(`events?logs=${logs}`, isWhole);
      return text.split('"type":"log"').length - 1;
    };
    const [all, one, none] = [await count('all'), await count(requestId), await count('none')];
    expect(none).toBe(0);
    expect(one).toBeGreaterThan(0);
    expect(all).toBeGreaterThan(one);
  });
});

it.each([
  ['rescues/nothing', 404],
  ['rescues/%E0%A4%A', 400],
  ['tasks/nothing', 404],
  ['parked/nothing/body', 404],
  ['nothing', 404],
])('GET %s is answered with %d', async (path, status) => {
  expect(await rawRequest(api(path), tokenHeader())).toMatchObject({ status });
});

describe('stopping a task', () => {
  it('stops the task like StopTask', async () => {
    const environment = [{ name: 'AWS_LAMBDA_FUNCTION_EVENT', value: '{"waits":true}' }];
    const run = new RunTaskCommand({
      cluster: 'spec',
      taskDefinition: 'runner',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      overrides: { containerOverrides: [{ name: 'runner', environment }] },
    });
    const { tasks: [{ taskArn = '' } = {}] = [] } = await spec.ecs.send(run);
    const id = taskArn.replace(/^.*\//, '');
    await spec.recorder.untilLine('waiting');
    const { status } = await get<Snapshot>('snapshot');
    expect(status.tasks).toMatchObject([{ id, status: 'RUNNING' }]);
    expect(await post(`tasks/${id}/stop`)).toMatchObject([200, {}]);
    const stopped = await spec.recorder.until('task', (one) => one.status === 'STOPPED');
    expect(stopped).toMatchObject({ taskArn, stopCode: 'UserInitiated', exitCode: 143 });
    expect(await get(`tasks/${id}`)).toMatchObject({ taskArn, lastStatus: 'STOPPED' });
  });

  it('refuses an unknown task', async () => {
    expect(await post('tasks/nothing/stop')).toEqual([404, { error: 'There is no task nothing.' }]);
  });
});

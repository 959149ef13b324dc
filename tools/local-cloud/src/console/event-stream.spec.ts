// Event streams over HTTP, with readers that lag behind, are slow, or are too many.
import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import type { Status } from './api';
import { eventually } from '../testing/recorder';
import { Timeline } from '../timeline';
import { EventStreams } from './event-stream';
import { Journal } from './journal';
import type { RequestError } from './request-error';

const STATUS: Status = { timeScale: 60, faults: [], tasks: [], taskLimit: 2, parked: 0 };
const KB = 1024;
let timeline: Timeline;
let streams: EventStreams;
let server: http.Server;
/** The response to the last request. */
let response: ServerResponse;

beforeEach(async () => {
  timeline = new Timeline();
  streams = new EventStreams(new Journal(timeline));
  server = http.createServer((request, answer) => {
    response = answer;
    try {
      streams.begin(request, answer, { after: undefined, logs: 'all' }, STATUS);
    } catch (error) {
      answer.writeHead((error as RequestError).status).end();
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(async () => {
  streams.close();
  server.closeAllConnections();
  await once(server.close(), 'close');
});

/** A response that has not been read yet. */
async function open(): Promise<IncomingMessage> {
  const request = http.get({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  return answer;
}

/** Reads until an event contains a text. @returns the number of entries received */
async function entriesUntil(answer: IncomingMessage, text: string): Promise<number> {
  let entries = 0;
  for await (const line of createInterface(answer)) {
    if (line === 'event: entry') entries += 1;
    if (line.includes(text)) break;
  }
  answer.destroy();
  return entries;
}

function log(count: number, kilobytes: number): void {
  const line = 'x'.repeat(kilobytes * KB);
  for (let done = 0; done < count; done += 1) {
    timeline.add({ type: 'log', source: 'task', name: 'one', line });
  }
}

it('sends the status to a new reader immediately', async () => {
  expect(await entriesUntil(await open(), `data: ${JSON.stringify(STATUS)}`)).toBe(0);
});

it('sends all kept entries, even if they are large', async () => {
  log(900, 16);
  timeline.add({ type: 'cloud', message: 'the last one' });
  expect(await entriesUntil(await open(), 'the last one')).toBe(901);
});

it('buffers little for a slow reader, which receives everything later', async () => {
  const answer = await open();
  log(900, 16);
  timeline.add({ type: 'cloud', message: 'the last one' });
  expect(response.writableLength).toBeLessThan(200 * KB);
  expect(await entriesUntil(answer, 'the last one')).toBe(901);
});

it('sends a reset to a reader that is too slow', async () => {
  const answer = await open();
  log(3000, 16);
  expect(await entriesUntil(answer, 'event: reset')).toBeLessThan(1000);
});

it('refuses readers beyond the maximum until one disconnects', async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, open));
  expect((await open()).statusCode).toBe(503);
  answers[0]?.destroy();
  await eventually(
    async () => (await open()).statusCode,
    (status) => status === 200,
  );
});

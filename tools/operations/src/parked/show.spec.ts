import { S3Client } from '@aws-sdk/client-s3';
import { RefusalError } from '../errors';
import { fixture, PARKED, parkedMessage } from '../testing/fixtures';
import { clientSettings, type HttpServer, startHttpServer } from '../testing/http-server';
import { drop } from './drop';
import { show } from './show';

let server: HttpServer;
beforeAll(async () => {
  server = await startHttpServer();
});
afterAll(() => server.close());

const s3 = () => new S3Client({ ...clientSettings(server.url), forcePathStyle: true });
const inS3 = parkedMessage({ eventS3: 's3://hand-over/orders/r-1.json' }, { Body: '"elsewhere"' });

describe('parked show', () => {
  it('shows the facts of a parked event, and the event indented with unchanged tokens', async () => {
    const { sqs, deps, written } = fixture();
    sqs.put(
      PARKED,
      'm-1',
      parkedMessage({}, { Body: '{"a":1.0,"b":12345678901234567890,"a":[]}' }),
    );
    expect(await show('m-1', deps)).toBe(0);
    expect(written).toEqual([
      'message        m-1',
      'function       immortal-dev-orders',
      'request id     r-1',
      'attempts       2',
      'parked at      2026-11-24 08:00:00 UTC',
      'deleted at     2026-12-08 08:00:00 UTC',
      'reason         The function failed in the container (exit code 1).',
      'from queue     immortal-dev-orders-failures',
      '\n{\n  "a": 1.0,\n  "b": 12345678901234567890,\n  "a": []\n}',
    ]);
    expect(sqs.hiddenIn(PARKED)).toEqual([]);
  });

  it('shows unknown attributes', async () => {
    const { sqs, deps, written } = fixture();
    const MessageAttributes = { Color: { DataType: 'String', StringValue: 'red' } };
    sqs.put(PARKED, 'm-1', { MessageAttributes });
    await show('m-1', deps);
    expect(written).toContainEqual(expect.stringMatching(/^Color +red$/));
  });

  it('escapes characters that a terminal would interpret, in JSON and in other text', async () => {
    const { sqs, deps, written } = fixture();
    sqs.put(PARKED, 'm-1', { Body: '{"a":"\u009b2J\u202e"}' });
    sqs.put(PARKED, 'm-2', { Body: 'not JSON \u001b[2J' });
    await show('m-1', deps);
    await show('m-2', deps);
    expect(written).toContain('\n{\n  "a": "\\u009b2J\\u202e"\n}');
    expect(written).toContain('\nnot JSON \\u001b[2J');
  });

  it('reads an event from S3', async () => {
    const { sqs, deps, written } = fixture({ s3: s3(), json: true });
    sqs.put(PARKED, 'm-1', inS3);
    server.answer = ({ path }) =>
      path.startsWith('/hand-over/orders/r-1.json')
        ? { status: 200, body: '{"id": 7}' }
        : { status: 404, body: '' };
    expect(await show('m-1', deps)).toBe(0);
    expect(JSON.parse(written[0]!)).toMatchObject({ messageId: 'm-1', event: '{"id": 7}' });
  });

  it('shows the rest and fails if the event can’t be read from S3', async () => {
    const { sqs, deps, written, notes } = fixture({ s3: s3() });
    sqs.put(PARKED, 'm-1', inS3);
    server.answer = () => ({
      status: 403,
      body: '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
    });
    expect(await show('m-1', deps)).toBe(1);
    expect(written).toContain('request id     r-1');
    expect(notes).toEqual([
      "The event can't be read from s3://hand-over/orders/r-1.json (s3:GetObject). AWS denies access. (Access Denied)",
    ]);
  });
});

describe('parked drop', () => {
  it('prints the event, asks, and deletes only that message', async () => {
    const { sqs, deps, written, questions, notes } = fixture();
    sqs.put(PARKED, 'm-1', parkedMessage());
    sqs.put(PARKED, 'm-2', parkedMessage());
    expect(await drop('m-1', deps)).toBe(0);
    expect(written.at(-1)).toBe('\n{\n  "id": 1\n}');
    expect(questions).toEqual(['Delete this event from immortal-dev-parked for good?']);
    expect(sqs.messagesIn(PARKED).map(({ MessageId }) => MessageId)).toEqual(['m-2']);
    expect(sqs.hiddenIn(PARKED)).toEqual([]);
    expect(notes).toEqual(['Message m-1 was deleted from immortal-dev-parked.']);
  });

  it('deletes nothing when the answer is no', async () => {
    const { sqs, deps } = fixture({ confirm: () => Promise.resolve(false) });
    sqs.put(PARKED, 'm-1', parkedMessage());
    expect(await drop('m-1', deps)).toBe(1);
    expect(sqs.messagesIn(PARKED)).toHaveLength(1);
    expect(sqs.hiddenIn(PARKED)).toEqual([]);
  });

  it('refuses an ID that no message has', async () => {
    await expect(drop('m-1', fixture().deps)).rejects.toThrow(RefusalError);
  });
});

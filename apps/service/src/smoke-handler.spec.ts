import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type Context } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { handler, type SmokeEvent } from './smoke-handler';

const s3 = mockClient(S3Client);
const context = { awsRequestId: 'request-1' } as Context;
const written = () => s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input);

describe('the smoke handler', () => {
  beforeEach(() => {
    s3.reset();
    process.env['DATA_BUCKET'] = 'data';
    delete process.env['ECS_CONTAINER_METADATA_URI_V4'];
  });

  it.each([
    ['lambda', undefined],
    ['container', 'http://169.254.170.2/v4/task'],
  ])('writes that it ran in %s', async (where, metadata) => {
    if (metadata !== undefined) process.env['ECS_CONTAINER_METADATA_URI_V4'] = metadata;
    await handler({ id: 'deploy-1', sleepSeconds: 0 }, context);
    expect(written()).toEqual([
      {
        Bucket: 'data',
        Key: 'smoke/deploy-1.json',
        Body: JSON.stringify({ requestId: 'request-1', where }),
        ContentType: 'application/json',
      },
    ]);
  });

  it('returns what its probe reports, and writes nothing', async () => {
    const event = { id: 'a', sleepSeconds: 0, probe: { resultBytes: 3 } };
    expect(await handler(event, context)).toMatchObject({ filling: 'xxx' });
    expect(written()).toEqual([]);
  });

  it.each([
    ['no id', { sleepSeconds: 1 }],
    ['an id that is a path', { id: '../other', sleepSeconds: 1 }],
    ['no time', { id: 'a' }],
    ['text for a time', { id: 'a', sleepSeconds: '1' }],
    ['a time without an end', { id: 'a', sleepSeconds: 601 }],
    ['lists within lists', { id: JSON.parse('['.repeat(9000) + ']'.repeat(9000)) as unknown }],
  ])('refuses %s, and writes nothing', async (_, event) => {
    await expect(handler(event as unknown as SmokeEvent, context)).rejects.toThrow(
      /^The event is \{ .* \}\. Send \{"id"/,
    );
    expect(written()).toEqual([]);
  });
});

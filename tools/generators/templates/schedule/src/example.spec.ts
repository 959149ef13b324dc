import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type ScheduledEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import sample from '../events/example.json';
import { handler } from './example';

const s3 = mockClient(S3Client);
const written = () => s3.commandCalls(PutObjectCommand).map(({ args: [{ input }] }) => input);
const event = sample as ScheduledEvent;

describe('example', () => {
  beforeEach(() => {
    s3.reset();
    process.env['DATA_BUCKET'] = 'data';
    jest.spyOn(console, 'log').mockReturnValue();
  });

  it('stores the scheduled time', async () => {
    await handler(event);
    expect(written()).toEqual([
      {
        Bucket: 'data',
        Key: 'example/2026-01-01T00:00:00Z.json',
        Body: '{"time":"2026-01-01T00:00:00Z"}',
        ContentType: 'application/json',
      },
    ]);
  });

  it('writes the same object if the same event is processed again, at another time', async () => {
    await handler(event);
    jest.useFakeTimers({ now: new Date('2030-01-01T00:00:00Z') });
    await handler(event);
    jest.useRealTimers();
    expect(written()[1]).toEqual(written()[0]);
  });

  it('fails if the result can’t be written, so that the event is rescued', async () => {
    s3.on(PutObjectCommand).rejects(new Error('no access'));
    await expect(handler(event)).rejects.toThrow('no access');
  });
});

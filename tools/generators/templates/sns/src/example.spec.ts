import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type SNSEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import sample from '../events/example.json';
import { handler } from './example';

const s3 = mockClient(S3Client);
const written = () => s3.commandCalls(PutObjectCommand).map(({ args: [{ input }] }) => input);
const event = (...ids: string[]) =>
  ({
    Records: ids.map((id) => ({ Sns: { MessageId: id, Message: `text of ${id}` } })),
  }) as SNSEvent;

describe('example', () => {
  beforeEach(() => {
    s3.reset();
    process.env['DATA_BUCKET'] = 'data';
    jest.spyOn(console, 'log').mockReturnValue();
  });

  it('stores every message of the event', async () => {
    await handler(event('m-1', 'm-2'));

    expect(written()).toEqual([
      {
        Bucket: 'data',
        Key: 'example/m-1.json',
        Body: '{"id":"m-1","message":"text of m-1"}',
        ContentType: 'application/json',
      },
      {
        Bucket: 'data',
        Key: 'example/m-2.json',
        Body: '{"id":"m-2","message":"text of m-2"}',
        ContentType: 'application/json',
      },
    ]);
  });

  it('accepts the sample event', async () => {
    await handler(sample);
    expect(written()).toMatchObject([{ Key: 'example/sample.json' }]);
  });

  it('fails if a result can’t be written, so that the event is rescued', async () => {
    s3.on(PutObjectCommand).rejects(new Error('no access'));
    await expect(handler(event('m-1'))).rejects.toThrow('no access');
  });
});

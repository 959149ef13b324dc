import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type S3Event } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import sample from '../events/example.json';
import { handler } from './example';

const s3 = mockClient(S3Client);
const written = () => s3.commandCalls(PutObjectCommand).map(({ args: [{ input }] }) => input);
const event = (...keys: string[]) =>
  ({
    Records: keys.map((key) => ({ s3: { bucket: { name: 'inbox' }, object: { key, size: 7 } } })),
  }) as S3Event;

describe('example', () => {
  beforeEach(() => {
    s3.reset();
    process.env['DATA_BUCKET'] = 'data';
    jest.spyOn(console, 'log').mockReturnValue();
  });

  it('records every object of the event under its decoded key', async () => {
    await handler(event('a.csv', 'folder/b+c%26d.csv'));

    expect(written()).toEqual([
      {
        Bucket: 'data',
        Key: 'example/a.csv.json',
        Body: '{"source":"s3://inbox/a.csv","bytes":7}',
        ContentType: 'application/json',
      },
      {
        Bucket: 'data',
        Key: 'example/folder/b c&d.csv.json',
        Body: '{"source":"s3://inbox/folder/b c&d.csv","bytes":7}',
        ContentType: 'application/json',
      },
    ]);
  });

  it('accepts the sample event', async () => {
    await handler(sample);
    expect(written()).toMatchObject([{ Key: 'example/sample.csv.json' }]);
  });

  it('fails if a result can’t be written, so that the event is rescued', async () => {
    s3.on(PutObjectCommand).rejects(new Error('no access'));
    await expect(handler(event('a.csv'))).rejects.toThrow('no access');
  });
});

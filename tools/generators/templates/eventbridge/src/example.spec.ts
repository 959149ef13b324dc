import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import event from '../events/example.json';
import { handler } from './example';

const s3 = mockClient(S3Client);
const written = () => s3.commandCalls(PutObjectCommand).map(({ args: [{ input }] }) => input);

describe('example', () => {
  beforeEach(() => {
    s3.reset();
    process.env['DATA_BUCKET'] = 'data';
    jest.spyOn(console, 'log').mockReturnValue();
  });

  it('stores the event under the id in its detail', async () => {
    await handler(event);
    expect(written()).toEqual([
      {
        Bucket: 'data',
        Key: 'example/sample.json',
        Body: JSON.stringify({ id: 'sample', source: event.source, time: event.time }),
        ContentType: 'application/json',
      },
    ]);
  });

  it('writes the same object if the same event is processed again', async () => {
    await handler(event);
    await handler(event);
    expect(written()[1]).toEqual(written()[0]);
  });

  it('fails if the result can’t be written, so that the event is rescued', async () => {
    s3.on(PutObjectCommand).rejects(new Error('no access'));
    await expect(handler(event)).rejects.toThrow('no access');
  });
});

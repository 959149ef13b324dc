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
  });

  it('processes every item, and stores how many there were', async () => {
    const log = jest.spyOn(console, 'log').mockReturnValue();

    await handler(event);

    expect(log.mock.calls.flat()).toEqual(event.items.map((item) => `processing ${item}`));
    expect(written()).toEqual([
      {
        Bucket: 'data',
        Key: `example/${event.id}.json`,
        Body: JSON.stringify({ id: event.id, items: event.items.length }),
        ContentType: 'application/json',
      },
    ]);
  });

  it('writes the same object if the same event is processed again', async () => {
    jest.spyOn(console, 'log').mockReturnValue();
    await handler(event);
    await handler(event);
    expect(written()[1]).toEqual(written()[0]);
  });

  it('fails if the result can’t be written, so that the event is rescued', async () => {
    jest.spyOn(console, 'log').mockReturnValue();
    s3.on(PutObjectCommand).rejects(new Error('no access'));
    await expect(handler(event)).rejects.toThrow('no access');
  });
});

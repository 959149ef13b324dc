import { Readable } from 'node:stream';
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { type S3Event } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { handler } from './immortal-handler';

const s3 = mockClient(S3Client);
const CSV = `id,name,country,population,latitude,longitude
2,Paris,FR,2138551,48.85341,2.3488
1,Berlin,DE,3426354,52.52437,13.41053
`;

const event = (...keys: string[]) =>
  ({
    Records: keys.map((key) => ({ s3: { bucket: { name: 'data' }, object: { key } } })),
  }) as S3Event;
const object = (text: string) =>
  ({ Body: Readable.from([text]) }) as Partial<GetObjectCommandOutput> as GetObjectCommandOutput;
const written = () =>
  s3.commandCalls(PutObjectCommand).map(({ args: [{ input }] }) => [input.Key, input.Body]);

describe('the sample handler', () => {
  let log: jest.SpyInstance<void, unknown[]>;

  beforeEach(() => {
    s3.reset();
    log = jest.spyOn(console, 'log').mockReturnValue();
  });

  it('writes the nearest larger cities next to the input', async () => {
    s3.on(GetObjectCommand, { Bucket: 'data', Key: 'cities/world.csv' }).resolves(object(CSV));

    await handler(event('cities/world.csv'));

    expect(s3.commandCalls(PutObjectCommand)[0]?.args[0].input).toEqual({
      Bucket: 'data',
      Key: 'cities/world.nearest-larger.csv',
      Body: Buffer.from(
        'id,name,country,population,nearest_larger_id,nearest_larger_name,distance_km\n' +
          '2,Paris,FR,2138551,1,Berlin,878.4\n1,Berlin,DE,3426354,,,\n',
      ),
      ContentType: 'text/csv; charset=utf-8',
    });
    expect(log.mock.calls.flat()).toEqual([
      'read 2 cities from s3://data/cities/world.csv',
      'compared 1 of 2 cities with all larger ones',
      'compared 2 of 2 cities with all larger ones',
      'wrote s3://data/cities/world.nearest-larger.csv',
    ]);
  });

  it('works on every record of the event', async () => {
    s3.on(GetObjectCommand, { Key: 'a b.csv' }).resolves(object(CSV));
    s3.on(GetObjectCommand, { Key: 'c' }).resolves(object(CSV));

    await handler(event('a+b.csv', 'c'));

    expect(written().map(([key]) => key)).toEqual([
      'a b.nearest-larger.csv',
      'c.nearest-larger.csv',
    ]);
  });

  it('leaves its own results alone', async () => {
    await handler(event('world.nearest-larger.csv'));
    expect(s3.calls()).toHaveLength(0);
  });

  it('writes nothing when the input is malformed', async () => {
    s3.on(GetObjectCommand).resolves(object(CSV.replace('2138551', 'many')));
    await expect(handler(event('world.csv'))).rejects.toThrow(
      's3://data/world.csv, row 2: the population is "many"',
    );
    expect(written()).toEqual([]);
  });

  it('fails when there is no such object', async () => {
    s3.on(GetObjectCommand).rejects(new NoSuchKey({ message: 'no such key', $metadata: {} }));
    await expect(handler(event('world.csv'))).rejects.toThrow('no such key');
    expect(written()).toEqual([]);
  });

  it('refuses an event that is not of S3', async () => {
    await expect(handler({ id: 1 } as never)).rejects.toThrow(
      'The event has no Records: { id: 1 }',
    );
    expect(s3.calls()).toHaveLength(0);
  });
});

// Listings page by page, over real HTTP.
import {
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type ListObjectsV2CommandInput,
} from '@aws-sdk/client-s3';
import { startSpecServer, type SpecServer } from '../storage/spec-server';

const Bucket = 'data';
// Keys that the rules of a language sort otherwise than bytes do.
const KEYS = ['B', 'Z/1', '_', 'a', 'a-b', 'a/1', 'a/2', 'a0', 'ä', 'b & <c>', '🚀'];
let server: SpecServer;
beforeAll(async () => {
  server = await startSpecServer();
  await server.storage.createBucket(Bucket);
  for (const Key of KEYS) await server.s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
});
afterAll(() => server.stop());

async function pages(input: Omit<ListObjectsV2CommandInput, 'Bucket'>): Promise<string[][]> {
  const found: string[][] = [];
  let ContinuationToken: string | undefined;
  do {
    const command = new ListObjectsV2Command({ Bucket, ...input, ContinuationToken });
    const page = await server.s3.send(command);
    const keys = [
      ...(page.Contents ?? []).map(({ Key }) => Key!),
      ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix!),
    ];
    expect(page.KeyCount).toBe(keys.length);
    found.push(keys);
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return found;
}
const sorted = (keys: string[]) =>
  keys.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

it('gives every key, in the order of its bytes', async () => {
  expect(await pages({})).toStrictEqual([sorted([...KEYS])]);
});

it.each([1, 2, 3, 10])('loses and repeats nothing in pages of %i', async (MaxKeys) => {
  const found = await pages({ MaxKeys });
  expect(found.flat()).toStrictEqual(sorted([...KEYS]));
  expect(found).toHaveLength(Math.ceil(KEYS.length / MaxKeys));
});

it.each([1, 2, 3, 10])('gives a common prefix once in pages of %i', async (MaxKeys) => {
  const found = await pages({ MaxKeys, Delimiter: '/' });
  const expected = [...KEYS.filter((key) => !key.includes('/')), 'Z/', 'a/'];
  expect(sorted(found.flat())).toStrictEqual(sorted(expected));
});

it('looks only at a prefix, and only behind a key', async () => {
  expect(await pages({ Prefix: 'a' })).toStrictEqual([['a', 'a-b', 'a/1', 'a/2', 'a0']]);
  expect(await pages({ Prefix: 'a', StartAfter: 'a/1' })).toStrictEqual([['a/2', 'a0']]);
  expect(await pages({ Prefix: 'a', Delimiter: '/', StartAfter: 'a/1' })).toStrictEqual([
    ['a0', 'a/'],
  ]);
});

it('knows the older ListObjects with its marker', async () => {
  const first = await server.s3.send(new ListObjectsCommand({ Bucket, MaxKeys: 4 }));
  expect(first.Contents?.map(({ Key }) => Key)).toStrictEqual(['B', 'Z/1', '_', 'a']);
  expect(first.IsTruncated).toBe(true);
  const { NextMarker: Marker } = first;
  const second = await server.s3.send(new ListObjectsCommand({ Bucket, Marker }));
  expect(second.Contents?.map(({ Key }) => Key)).toStrictEqual(sorted([...KEYS]).slice(4));
  expect(second.IsTruncated).toBe(false);
});

it('encodes keys when asked to', async () => {
  const input = { Bucket, Prefix: 'b', EncodingType: 'url' } as const;
  const page = await server.s3.send(new ListObjectsV2Command(input));
  expect(page.EncodingType).toBe('url');
  expect(page.Contents?.map(({ Key }) => Key)).toStrictEqual(['b%20%26%20%3Cc%3E']);
});

it('says what each object is', async () => {
  const { Contents } = await server.s3.send(new ListObjectsV2Command({ Bucket, Prefix: '🚀' }));
  expect(Contents).toMatchObject([{ Size: 4, StorageClass: 'STANDARD' }]);
  expect(Contents?.[0]?.LastModified).toBeInstanceOf(Date);
  expect(Contents?.[0]?.ETag).toMatch(/^"[0-9a-f]{32}"$/);
});

it('refuses a bucket that does not exist and a number that is none', async () => {
  await expect(server.s3.send(new ListObjectsV2Command({ Bucket: 'none' }))).rejects.toMatchObject({
    name: 'NoSuchBucket',
  });
  await expect(
    server.s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: -1 })),
  ).rejects.toMatchObject({ name: 'InvalidArgument' });
});

// S3 as an unchanged SDK client sees it, over real HTTP.
import { Readable } from 'node:stream';
import { randomBytes } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  UploadPartCommand,
  type GetObjectCommandInput,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { startSpecServer, type SpecServer, callStorage } from '../storage/spec-server';

const Bucket = 'data';
const MEGABYTE = 1024 * 1024;
let server: SpecServer;
beforeAll(async () => {
  server = await startSpecServer();
  await server.storage.createBucket(Bucket);
});
afterAll(() => server.stop());

const put = (Key: string, input: Partial<PutObjectCommandInput>) =>
  server.s3.send(new PutObjectCommand({ Bucket, Key, ...input }));
const get = (Key: string, input: Partial<GetObjectCommandInput> = {}) =>
  server.s3.send(new GetObjectCommand({ Bucket, Key, ...input }));
const read = async (Key: string) =>
  Buffer.from(await (await get(Key)).Body!.transformToByteArray());

describe('an object', () => {
  const bytes = randomBytes(100_000);
  // A stream makes the SDK send aws-chunked with a CRC32 in the trailer.
  it.each([
    ['text', () => 'naïve', Buffer.from('naïve')],
    ['bytes', () => bytes, bytes],
    ['nothing', () => '', Buffer.alloc(0)],
    ['a stream', () => Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]), bytes],
  ])('comes out as it went in: %s', async (_what, body, expected) => {
    await put('object', { Body: body(), ContentLength: expected.length });
    expect((await read('object')).equals(expected)).toBe(true);
    expect(await server.s3.send(new HeadObjectCommand({ Bucket, Key: 'object' }))).toMatchObject({
      ContentLength: expected.length,
    });
  });

  it('of 7 MB is read as a stream, piece by piece', async () => {
    const large = randomBytes(7 * MEGABYTE);
    await put('large', { Body: large });
    const pieces: Buffer[] = [];
    for await (const piece of (await get('large')).Body as Readable) pieces.push(piece as Buffer);
    expect(pieces.length).toBeGreaterThan(1);
    expect(Buffer.concat(pieces).equals(large)).toBe(true);
  });

  it('may be larger than the 11 MiB that fauxqs takes over HTTP', async () => {
    const large = Buffer.alloc(12 * MEGABYTE, 'x');
    await put('larger', { Body: large });
    expect((await read('larger')).equals(large)).toBe(true);
  });

  it.each(['a b/ü+%2F?&#.txt', 'double//slash/', '/leading', 'q=1', 'k'.repeat(1024)])(
    'may have the key %s',
    async (key) => {
      await put(key, { Body: key });
      expect(String(await read(key))).toBe(key);
      await server.s3.send(new DeleteObjectCommand({ Bucket, Key: key }));
      await expect(get(key)).rejects.toMatchObject({ name: 'NoSuchKey' });
    },
  );

  it.each(['application/x-amz-json-1.0', 'application/x-www-form-urlencoded', 'application/json'])(
    'is kept as it is with the content type %s',
    async (ContentType) => {
      await put('typed', { Body: 'not {json', ContentType });
      expect(await get('typed')).toMatchObject({ ContentType });
      expect(String(await read('typed'))).toBe('not {json');
    },
  );

  it('keeps its metadata, system and user', async () => {
    const metadata = {
      CacheControl: 'no-store',
      ContentDisposition: 'attachment; filename="x"',
      ContentEncoding: 'gzip',
      ContentLanguage: 'en',
      ContentType: 'text/csv',
      Metadata: { reason: 'timeout' },
    };
    await put('described', { Body: Readable.from(['a']), ContentLength: 1, ...metadata });
    expect(await get('described')).toMatchObject(metadata);
    const CopySource = `${Bucket}/described`;
    await server.s3.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource }));
    const head = await server.s3.send(new HeadObjectCommand({ Bucket, Key: 'copy' }));
    expect(head).toMatchObject(metadata);
    expect(head.Metadata).toStrictEqual(metadata.Metadata);
  });

  it('is read in part, and only under its conditions', async () => {
    const { ETag } = await put('object', { Body: 'abcdef' });
    const part = await get('object', { Range: 'bytes=1-3' });
    expect(part.ContentRange).toBe('bytes 1-3/6');
    expect(await part.Body!.transformToString()).toBe('bcd');
    await expect(get('object', { IfMatch: '"other"' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    const head = new HeadObjectCommand({ Bucket, Key: 'object', IfNoneMatch: ETag });
    await expect(server.s3.send(head)).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
  });
});

describe('an upload in parts', () => {
  const Key = 'parts';

  it('joins the parts in their order', async () => {
    const { UploadId } = await server.s3.send(
      new CreateMultipartUploadCommand({ Bucket, Key, ContentEncoding: 'br' }),
    );
    const bodies = [Buffer.alloc(5 * MEGABYTE, 'a'), Buffer.from('end')];
    const Parts = [];
    for (const [index, Body] of bodies.entries()) {
      const part = { Bucket, Key, UploadId, PartNumber: index + 1 };
      const { ETag } = await server.s3.send(new UploadPartCommand({ ...part, Body }));
      Parts.push({ ETag, PartNumber: index + 1 });
    }
    const done = await server.s3.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
    );
    expect(done.Location).toBe(`${server.origin}/${Bucket}/${Key}`);
    expect((await read(Key)).equals(Buffer.concat(bodies))).toBe(true);
    expect((await get(Key)).ContentEncoding).toBe('br');
  });

  it('can be given up', async () => {
    const { UploadId } = await server.s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const upload = { Bucket, Key, UploadId };
    await server.s3.send(new AbortMultipartUploadCommand(upload));
    await expect(
      server.s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'a' })),
    ).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });
});

describe('a bucket', () => {
  it('is made, listed and deleted', async () => {
    // A name that fauxqs has a route of its own for.
    await server.s3.send(new CreateBucketCommand({ Bucket: 'health' }));
    await server.s3.send(new HeadBucketCommand({ Bucket: 'health' }));
    const { Buckets } = await server.s3.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toStrictEqual([Bucket, 'health']);
    await server.s3.send(new DeleteBucketCommand({ Bucket: 'health' }));
    await expect(server.s3.send(new HeadBucketCommand({ Bucket: 'health' }))).rejects.toMatchObject(
      { name: 'NotFound' },
    );
  });

  it.each(['Capitals', 'ab', '10.0.0.1', 'two..dots'])('may not be called %s', async (name) => {
    await expect(server.s3.send(new CreateBucketCommand({ Bucket: name }))).rejects.toMatchObject({
      name: 'InvalidBucketName',
    });
    await expect(server.storage.createBucket(name)).rejects.toMatchObject({
      code: 'InvalidBucketName',
    });
  });

  it('is not deleted while it has objects', async () => {
    await put('object', { Body: 'a' });
    await expect(server.s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
    });
  });

  it('deletes many objects at once', async () => {
    const keys = ['one & two', 'three <four>'];
    for (const key of keys) await put(key, { Body: 'a' });
    const Delete = { Objects: keys.map((Key) => ({ Key })) };
    const { Deleted } = await server.s3.send(new DeleteObjectsCommand({ Bucket, Delete }));
    expect(Deleted?.map(({ Key }) => Key)).toStrictEqual(keys);
    for (const key of keys) await expect(get(key)).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});

describe('what is not there', () => {
  it.each([
    ['a key', () => get('none'), 'NoSuchKey'],
    ['a bucket to read', () => get('a', { Bucket: 'none' }), 'NoSuchBucket'],
    ['a bucket to write', () => put('a', { Bucket: 'none', Body: 'a' }), 'NoSuchBucket'],
    [
      'the head of a key',
      () => server.s3.send(new HeadObjectCommand({ Bucket, Key: 'none' })),
      'NotFound',
    ],
  ])('is a typed error: %s', async (_what, call, name) => {
    await expect(call()).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 404 } });
  });
});

it('finds the bucket in the host name too', async () => {
  const answer = await callStorage(server.storage, {
    method: 'PUT',
    url: '/key?x-id=PutObject',
    headers: { host: `${Bucket}.localhost:4566` },
    body: Buffer.from('by host'),
  });
  expect(answer.status).toBe(200);
  expect(String(await read('key'))).toBe('by host');
});

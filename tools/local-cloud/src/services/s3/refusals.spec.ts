// What would go wrong silently is refused, and harms nothing.
import {
  CopyObjectCommand,
  DeleteBucketLifecycleCommand,
  DeleteObjectTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  PutBucketVersioningCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  UploadPartCopyCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { startSpecServer, type SpecServer, callStorage } from '../storage/spec-server';

const Bucket = 'data';
const Key = 'key';
const CopySource = `${Bucket}/${Key}`;
const Tagging = { TagSet: [{ Key: 'k', Value: 'v' }] };
let server: SpecServer;
beforeAll(async () => {
  server = await startSpecServer();
  await server.storage.createBucket(Bucket);
  await server.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'untouched' }));
});
afterAll(() => server.stop());

const REFUSED: [string, (s3: S3Client) => Promise<unknown>][] = [
  ['PutObjectTagging', (s3) => s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging }))],
  ['GetObjectTagging', (s3) => s3.send(new GetObjectTaggingCommand({ Bucket, Key }))],
  ['DeleteObjectTagging', (s3) => s3.send(new DeleteObjectTaggingCommand({ Bucket, Key }))],
  ['PutObjectAcl', (s3) => s3.send(new PutObjectAclCommand({ Bucket, Key, ACL: 'private' }))],
  [
    'PutBucketVersioning',
    (s3) =>
      s3.send(
        new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
      ),
  ],
  ['GetBucketVersioning', (s3) => s3.send(new GetBucketVersioningCommand({ Bucket }))],
  ['DeleteBucketLifecycle', (s3) => s3.send(new DeleteBucketLifecycleCommand({ Bucket }))],
  [
    'PutObject with tags',
    (s3) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'a', Tagging: 'k=v' })),
  ],
  [
    'GetObject of a version',
    (s3) => s3.send(new GetObjectCommand({ Bucket, Key, VersionId: 'v' })),
  ],
  [
    'GetObject with another content type',
    (s3) => s3.send(new GetObjectCommand({ Bucket, Key, ResponseContentType: 'text/html' })),
  ],
  [
    'CopyObject with new metadata',
    (s3) =>
      s3.send(new CopyObjectCommand({ Bucket, Key, CopySource, MetadataDirective: 'REPLACE' })),
  ],
  [
    'UploadPartCopy',
    (s3) =>
      s3.send(new UploadPartCopyCommand({ Bucket, Key, CopySource, UploadId: 'u', PartNumber: 1 })),
  ],
  [
    'a key with dots',
    (s3) => s3.send(new PutObjectCommand({ Bucket, Key: `x/../${Key}`, Body: 'a' })),
  ],
];

it.each(REFUSED)('%s is not implemented', async (_what, call) => {
  await expect(call(server.s3)).rejects.toMatchObject({
    name: 'NotImplemented',
    message: expect.stringContaining('the local cloud does not support this') as string,
    $metadata: { httpStatusCode: 501, attempts: 1 },
  });
  await server.s3.send(new HeadBucketCommand({ Bucket }));
  const { Body } = await server.s3.send(new GetObjectCommand({ Bucket, Key }));
  expect(await Body!.transformToString()).toBe('untouched');
});

it('answers a copy that fauxqs stumbles over as an internal error of S3', async () => {
  const headers = { 'x-amz-copy-source': '%E0%A4%A' };
  const answer = await callStorage(server.storage, {
    method: 'PUT',
    url: '/data/copy',
    headers,
    body: Buffer.alloc(0),
  });
  expect(answer.status).toBe(500);
  expect(String(answer.body)).toContain('<Code>InternalError</Code>');
});

it.each([
  ['POST', '/', 501],
  ['PATCH', '/data/key', 501],
  ['GET', '/data/%E0%A4%A', 400],
  ['GET', `/data/${'k'.repeat(1025)}`, 400],
])('%s %s is answered with %i', async (method, url, status) => {
  const answer = await callStorage(server.storage, {
    method,
    url,
    headers: {},
    body: Buffer.alloc(0),
  });
  expect(answer.status).toBe(status);
  expect(String(answer.body)).toContain('<Error><Code>');
});

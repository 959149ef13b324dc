// Conditional writes, over real HTTP.
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { startSpecServer, type SpecServer, callStorage } from '../storage/spec-server';

const Bucket = 'data';
const Key = 'folder/a b';
let server: SpecServer;
beforeAll(async () => {
  server = await startSpecServer();
  await server.storage.createBucket(Bucket);
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.s3.send(new DeleteObjectCommand({ Bucket, Key }));
});

const put = (Body: string, input: Partial<PutObjectCommandInput> = {}) =>
  server.s3.send(new PutObjectCommand({ Bucket, Key, Body, ...input }));
const read = async () => {
  const { Body } = await server.s3.send(new GetObjectCommand({ Bucket, Key }));
  return Body!.transformToString();
};
const FAILED = { name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } };

it('lets one of ten simultaneous If-None-Match: * writes through', async () => {
  const bodies = Array.from({ length: 10 }, (_, i) => `writer ${i}`);
  // Without HTTP, so that all ten really begin before one ends.
  const answers = await Promise.all(
    bodies.map((body) =>
      callStorage(server.storage, {
        method: 'PUT',
        url: `/${Bucket}/folder/a%20b`,
        headers: { 'if-none-match': '*' },
        body: Buffer.from(body),
      }),
    ),
  );
  const winners = bodies.filter((_, i) => answers[i]?.status === 200);
  expect(winners).toStrictEqual([await read()]);
  expect(answers.filter(({ status }) => status === 412)).toHaveLength(9);
});

it('says PreconditionFailed to a write with If-None-Match: * of what is there', async () => {
  await put('first', { IfNoneMatch: '*' });
  await expect(put('second', { IfNoneMatch: '*' })).rejects.toMatchObject(FAILED);
  expect(await read()).toBe('first');
});

it('replaces an object only under its ETag with If-Match', async () => {
  const { ETag } = await put('first');
  await put('second', { IfMatch: ETag });
  await expect(put('third', { IfMatch: ETag })).rejects.toMatchObject(FAILED);
  expect(await read()).toBe('second');
});

it('deletes an object only under its ETag with If-Match', async () => {
  const { ETag } = await put('first');
  const remove = (IfMatch: string) =>
    server.s3.send(new DeleteObjectCommand({ Bucket, Key, IfMatch }));
  await expect(remove('"other"')).rejects.toMatchObject(FAILED);
  await remove(ETag!);
  await expect(read()).rejects.toMatchObject({ name: 'NoSuchKey' });
});

it('answers If-Match of an object that is not there with NoSuchKey', async () => {
  await expect(put('a', { IfMatch: '"x"' })).rejects.toMatchObject({ name: 'NoSuchKey' });
});

it('looks at the condition when an upload in parts completes', async () => {
  const upload = await server.s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const { UploadId } = upload;
  const { ETag } = await server.s3.send(
    new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'parts' }),
  );
  await put('meanwhile');
  const complete = new CompleteMultipartUploadCommand({
    Bucket,
    Key,
    UploadId,
    IfNoneMatch: '*',
    MultipartUpload: { Parts: [{ ETag, PartNumber: 1 }] },
  });
  await expect(server.s3.send(complete)).rejects.toMatchObject(FAILED);
  expect(await read()).toBe('meanwhile');
});

it('refuses If-None-Match of a write with an ETag, as AWS does', async () => {
  await expect(put('a', { IfNoneMatch: '"x"' })).rejects.toMatchObject({ name: 'NotImplemented' });
});

// Who proves by a signature that the key is theirs gets in, in every form in which clients sign; others are refused as AWS does.
import { Readable } from 'node:stream';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import {
  GetObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { ListClustersCommand, ECSClient } from '@aws-sdk/client-ecs';
import { DescribeStacksCommand, CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { SignatureV4 } from '@smithy/signature-v4';
import { lambdaFunction, REGION } from '../../testing/fixture';
import { rawRequest } from '../../testing/raw-request';
import { signedHeaders } from '../../testing/signed';
import { SPEC_KEY, type SpecCloud, startSpecCloud } from '../../testing/spec-cloud';

let spec: SpecCloud;
beforeAll(async () => {
  spec = await startSpecCloud({
    Data: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'data' } },
    Echo: lambdaFunction('echo', 'echo'),
  });
});
afterAll(() => spec.stop());

type Key = typeof SPEC_KEY & { readonly sessionToken?: string };
const config = (credentials: Key) => ({
  endpoint: spec.cloud.origin,
  region: REGION,
  maxAttempts: 1,
  credentials,
});
const s3 = (key: Key = SPEC_KEY) => new S3Client({ ...config(key), forcePathStyle: true });
const KEY = "a folder/ä+b=c&d(1)*!'~.json";

const CALLS: Readonly<Record<string, (key: Key) => Promise<unknown>>> = {
  S3: (key) => s3(key).send(new ListBucketsCommand()),
  SQS: (key) => new SQSClient(config(key)).send(new ListQueuesCommand()),
  Lambda: (key) => new LambdaClient(config(key)).send(new ListFunctionsCommand({})),
  ECS: (key) => new ECSClient(config(key)).send(new ListClustersCommand({})),
  CloudFormation: (key) =>
    new CloudFormationClient(config(key)).send(new DescribeStacksCommand({})),
};

describe.each([
  ['S3', 'InvalidAccessKeyId', 'SignatureDoesNotMatch', 403],
  ['SQS', 'InvalidClientTokenId', 'SignatureDoesNotMatch', 403],
  ['Lambda', 'UnrecognizedClientException', 'InvalidSignatureException', 403],
  ['ECS', 'UnrecognizedClientException', 'InvalidSignatureException', 400],
  ['CloudFormation', 'InvalidClientTokenId', 'SignatureDoesNotMatch', 403],
])('a call of %s', (service, unknownKey, otherSecret, httpStatusCode) => {
  const call = (key: Key) => CALLS[service]?.(key);

  it('is accepted with the developer’s key', async () => {
    await expect(call(SPEC_KEY)).resolves.toBeDefined();
  });

  it(`is refused by ${unknownKey} with a key that is unknown, or without its session token`, async () => {
    const refused = { name: unknownKey, $metadata: { httpStatusCode } };
    await expect(call({ ...SPEC_KEY, accessKeyId: 'LOCALCLOUD' })).rejects.toMatchObject(refused);
    await expect(call({ ...SPEC_KEY, sessionToken: 'other' })).rejects.toMatchObject(refused);
    const kill = () => Promise.resolve();
    const session = spec.cloud.callers.add({ kind: 'task', name: 'x', roleArn: undefined, kill });
    const { accessKeyId, secretAccessKey } = session;
    await expect(call({ accessKeyId, secretAccessKey })).rejects.toMatchObject(refused);
    spec.cloud.callers.remove(session);
    await expect(call(session)).rejects.toMatchObject(refused);
  });

  it(`is refused by ${otherSecret} with another secret`, async () => {
    const other = call({ ...SPEC_KEY, secretAccessKey: 'local-cloud' });
    await expect(other).rejects.toMatchObject({ name: otherSecret, $metadata: { httpStatusCode } });
  });
});

describe('an object', () => {
  const object = { Bucket: 'data', Key: KEY };
  const read = async () => {
    const { Body } = await s3().send(new GetObjectCommand(object));
    return Body?.transformToString();
  };

  it('is written whole in a signed body and in an unsigned stream with a trailer', async () => {
    await s3().send(new PutObjectCommand({ ...object, Body: 'signed' }));
    expect(await read()).toBe('signed');
    const Body = Readable.from([Buffer.from('in '), Buffer.from('chunks')]);
    const stream = { ...object, Body, ChecksumAlgorithm: 'CRC32' as const };
    await s3().send(new PutObjectCommand({ ...stream, ContentLength: 9 }));
    expect(await read()).toBe('in chunks');
  });

  async function presigned(expiresIn: number, signingDate = new Date()): Promise<string> {
    const { host } = new URL(spec.cloud.origin);
    const { sha256 } = new LambdaClient({ region: REGION }).config;
    const signer = new SignatureV4({
      service: 's3',
      region: REGION,
      credentials: SPEC_KEY,
      sha256,
      uriEscapePath: false,
      applyChecksum: false,
    });
    const path = `/data/${encodeURIComponent('presigned')}`;
    const request = {
      method: 'GET',
      protocol: 'http:',
      hostname: host,
      path,
      query: {},
      headers: { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
    };
    const { query = {} } = await signer.presign(request, { expiresIn, signingDate });
    return `${spec.cloud.origin}${path}?${new URLSearchParams(query as Record<string, string>).toString()}`;
  }

  it('can be read with a presigned URL, as long as it is valid and unchanged', async () => {
    await s3().send(new PutObjectCommand({ Bucket: 'data', Key: 'presigned', Body: 'mine' }));
    const url = await presigned(60);
    const get = async (address: string) => (await rawRequest(address)).body;
    expect(await get(url)).toBe('mine');
    expect(await get(url.replace('/presigned', '/other'))).toContain('SignatureDoesNotMatch');
    expect(await get(url.replace('Expires=60', 'Expires=600'))).toContain('SignatureDoesNotMatch');
    const late = await presigned(60, new Date(Date.now() - 61_000));
    expect(await get(late)).toContain('<Message>Request has expired</Message>');
  });

  it('is refused without a signature, and with one of a version that AWS no longer supports', async () => {
    const address = `${spec.cloud.origin}/data/presigned`;
    expect(await rawRequest(address)).toMatchObject({
      status: 403,
      body: expect.stringContaining('<Code>AccessDenied</Code>') as string,
    });
    const outdated = await rawRequest(
      `${address}?AWSAccessKeyId=spec&Signature=x&Expires=99999999999`,
    );
    expect(outdated).toMatchObject({
      status: 400,
      body: expect.stringContaining('Please use AWS4-HMAC-SHA256') as string,
    });
  });
});

describe('a request that was signed', () => {
  const url = () => `${spec.cloud.origin}/2015-03-31/functions/`;
  const list = async (more: Partial<Parameters<typeof signedHeaders>[0]>) => {
    const signed = await signedHeaders({
      method: 'GET',
      url: url(),
      service: 'lambda',
      ...more,
    });
    return rawRequest(url(), signed);
  };

  it('is refused if its clock is off by more than five minutes', async () => {
    expect((await list({})).status).toBe(200);
    for (const minutes of [-6, 6]) {
      const date = new Date(Date.now() + minutes * 60_000);
      expect(await list({ date })).toMatchObject({
        status: 403,
        headers: { 'x-amzn-errortype': 'InvalidSignatureException' },
      });
    }
  });

  it('is refused with another body, path, header, or method', async () => {
    const path = '/2015-03-31/functions/echo/invocations';
    const target = spec.cloud.origin + path;
    const headers = { 'x-amz-invocation-type': 'DryRun' };
    const signed = await signedHeaders({ url: target, service: 'lambda', headers, body: '{}' });
    const sent = async (change: object, method = 'POST', body = '{}', to = target) =>
      (await rawRequest(to, { ...signed, ...change }, { method, body })).status;
    expect(await sent({})).toBe(204);
    expect(await sent({}, 'POST', '{"x":1}')).toBe(403);
    expect(await sent({ 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }, 'POST', '{"x":1}')).toBe(403);
    expect(await sent({ 'x-amz-invocation-type': 'Event' })).toBe(403);
    expect(await sent({}, 'PUT')).toBe(403);
    expect(await sent({}, 'POST', '{}', `${target}?Qualifier=x`)).toBe(403);
    const withoutHost = signed['authorization']?.replace('host;', '');
    expect(await sent({ authorization: withoutHost })).toBe(400);
  });

  it.each(['/_local/../2015-03-31/functions/', '/x/../_local/code/echo', '/_local/code/echo'])(
    'is needed whatever the path looks like: %s',
    async (path) => {
      expect((await rawRequest(spec.cloud.origin, {}, { path })).status).toBe(403);
    },
  );
});

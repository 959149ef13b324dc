import { createHash, createHmac } from 'node:crypto';
import { type IncomingMessage } from 'node:http';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { ContractError } from '@immortal/shared';
import { RefusalError, TemporaryError } from '../errors';
import { readEvent } from '../arguments/event';
import { FakeAws, type Answer } from '../testing/fake-aws';

let aws: FakeAws;

beforeEach(async () => {
  aws = await FakeAws.start();
});

afterEach(() => aws.stop());

function read(answer: Answer, key = 'event.json') {
  aws.on('/hand-over/event.json', answer);
  const { config } = new LambdaClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
  });
  let now = 0;
  return readEvent({ s3: { bucket: 'hand-over', key } }, config, {
    env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_S3: aws.url },
    sleep: (ms) => Promise.resolve((now += ms)),
    random: () => 1,
    now: () => now,
    retryUntil: 8_000,
    warn: () => undefined,
  });
}

const s3Error = (status: number, code: string): Answer => ({
  status,
  body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>so it is</Message></Error>`,
});

/** Computed independently from the request: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
function expectedSignature({ url, headers }: IncomingMessage): string {
  const [, date = '', region = '', names = ''] =
    /Credential=key\/(\d+)\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+),/.exec(
      headers.authorization ?? '',
    ) ?? [];
  const hmac = (key: string | Buffer, text: string) =>
    createHmac('sha256', key).update(text).digest();
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const canonical = [
    'GET',
    url,
    '',
    ...names.split(';').map((name) => `${name}:${String(headers[name])}`),
    '',
    names,
    hash(''),
  ].join('\n');
  const scope = `${date}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, hash(canonical)].join('\n');
  const key = [date, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, 'AWS4secret');
  return hmac(key, toSign).toString('hex');
}

describe('an event in S3', () => {
  it('is returned byte for byte', async () => {
    await expect(read({ body: '{ "é": 1.0 }\n' })).resolves.toEqual(Buffer.from('{ "é": 1.0 }\n'));
  });

  it('is requested with a valid signature, even with special characters in its key', async () => {
    let request: IncomingMessage | undefined;
    aws.on('/hand-over/a%20%2B%25%C3%A9/%27%28x%29%2A%21~.json', (received) => {
      request = received;
      return { body: '{}' };
    });
    await read({ body: '' }, "a +%é/'(x)*!~.json");

    const authorization = request?.headers.authorization ?? '';
    expect(/Signature=(\w+)/.exec(authorization)?.[1]).toBe(expectedSignature(request!));
  });

  it('is refused by its address if it is not JSON', async () => {
    const refused = read({ body: 'no' });

    await expect(refused).rejects.toThrow(ContractError);
    await expect(refused).rejects.toThrow('s3://hand-over/event.json');
  });

  it.each([
    ['missing', s3Error(404, 'NoSuchKey'), 'NoSuchKey, so it is'],
    ['not readable', s3Error(403, 'AccessDenied'), "Allow s3:GetObject in the task's role"],
    ['too large', { body: Buffer.alloc(8_000_001) }, 'more than 8000000 bytes'],
  ])('is refused if it is %s', async (_what, answer, message) => {
    const refused = read(answer);

    await expect(refused).rejects.toThrow(RefusalError);
    await expect(refused).rejects.toThrow(message);
    expect(aws.requests).toHaveLength(1);
  });

  it.each([
    ['S3 is busy', s3Error(503, 'SlowDown')],
    ['the connection breaks', { body: '{}', hangUpAfter: 1 }],
  ])(
    'is a temporary failure after the attempts of eight seconds when %s',
    async (_what, answer) => {
      await expect(read(answer)).rejects.toThrow(TemporaryError);
      expect(aws.requests).toHaveLength(6);
    },
  );
});

import { LambdaClient } from '@aws-sdk/client-lambda';
import { type ArchiveLocation } from './archive-location';
import { downloadArchive } from './download';
import { RefusalError, TemporaryError } from '../errors';
import { FakeAws, sha256, type Answer } from '../testing/fake-aws';

const ZIP = Buffer.from('the zip');
const SUBJECT = 'the code of function orders';
let aws: FakeAws;

beforeEach(async () => {
  aws = await FakeAws.start();
});

afterEach(() => aws.stop());

/** Downloads `/code`. Records the delays, and how often a new location was requested. */
async function download(location: { url?: string; sha256?: string } = {}, second = '/new') {
  return downloadFrom({ url: `${aws.url}/code`, sha256: sha256(ZIP), ...location }, second);
}

async function downloadFrom(first: ArchiveLocation, second = '/new') {
  const waits: number[] = [];
  let asked = 0;
  const done = downloadArchive(
    SUBJECT,
    first,
    () => {
      asked += 1;
      return Promise.resolve({ url: `${aws.url}${second}`, sha256: sha256(ZIP) });
    },
    {
      sleep: (ms) => Promise.resolve(waits.push(ms)),
      random: () => 1,
      now: () => waits.reduce((sum, ms) => sum + ms, 0),
      retryUntil: 10_000,
      warn: () => undefined,
      env: { AWS_ENDPOINT_URL_S3: aws.url },
      lambda: new LambdaClient({
        region: 'eu-west-1',
        credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
      }),
    },
  );
  const error = await done.then(
    () => undefined,
    (reason: unknown) => reason as Error,
  );
  return { zip: error ? undefined : await done, error, waits, asked: () => asked };
}

/** Responds with one answer after the other, and then always with the last one. */
function sequence(...answers: Answer[]) {
  aws.on('/code', () => (answers.length > 1 ? answers.shift() : answers[0]) as Answer);
}

describe('a download', () => {
  it('returns the archive if its hash matches', async () => {
    sequence({ body: ZIP });
    const { zip, waits, asked } = await download();

    expect(zip).toEqual(ZIP);
    expect(waits).toEqual([]);
    expect(asked()).toBe(0);
  });

  it.each<[string, Answer]>([
    ['an error of S3', { status: 503 }],
    ['throttling', { status: 429 }],
    ['a connection that breaks midway', { body: ZIP, hangUpAfter: 3 }],
  ])('is retried after %s', async (_what, stumble) => {
    sequence(stumble, stumble, { body: ZIP });
    const { zip, waits } = await download();

    expect(zip).toEqual(ZIP);
    expect(waits).toEqual([250, 500]);
  });

  it('is a temporary failure when it fails until the time is over', async () => {
    sequence({ status: 500 });
    const { error, waits } = await download();

    expect(error).toBeInstanceOf(TemporaryError);
    expect(error?.message).toContain(`The download of ${SUBJECT} failed: HTTP 500`);
    expect(waits).toEqual([250, 500, 1000, 2000, 4000]);
  });

  it.each([
    ['has expired', { status: 403 }],
    ['no longer exists', { status: 404 }],
    ['serves other bytes', { body: 'something else' }],
  ])('requests a new location if the first one %s', async (_what, answer) => {
    sequence(answer);
    aws.on('/new', { body: ZIP });
    const { zip, asked, waits } = await download();

    expect(zip).toEqual(ZIP);
    expect(asked()).toBe(1);
    expect(waits).toEqual([]);
  });

  it('is a temporary failure if the new URL has expired too', async () => {
    sequence({ status: 403 });
    aws.on('/new', { status: 403 });
    const { error, asked } = await download();

    expect(error).toBeInstanceOf(TemporaryError);
    expect(error?.message).toContain('has expired');
    expect(asked()).toBe(1);
  });

  it('is refused if the hash does not match at the new location either', async () => {
    sequence({ body: 'something else' });
    const { error } = await download({}, '/code');

    expect(error).toBeInstanceOf(RefusalError);
    expect(error?.message).toContain('it is not what was deployed');
  });

  it('is refused at once if it is larger than any zip on Lambda', async () => {
    sequence({ body: Buffer.alloc(262_144_001) });
    const { error, waits } = await download();

    expect(error).toBeInstanceOf(RefusalError);
    expect(error?.message).toContain('more than 262144000 bytes');
    expect(waits).toEqual([]);
  });

  it('is a temporary failure if nothing listens at the address', async () => {
    const { url } = aws;
    await aws.stop();
    const { error } = await download({ url });
    aws = await FakeAws.start();

    expect(error).toBeInstanceOf(TemporaryError);
    expect(error?.message).toContain('ECONNREFUSED');
  });
});

describe("an archive in its owner's bucket", () => {
  const s3 = { bucket: 'artifacts', key: 'orders/code.zip', version: 'v+1' };
  const PATH = '/artifacts/orders/code.zip?versionId=v%2B1';
  const gone = {
    status: 404,
    body: '<Error><Code>NoSuchVersion</Code><Message>gone</Message></Error>',
  };

  it('is read in the version that Lambda reports, with a signed request', async () => {
    let authorization: string | undefined;
    aws.on(PATH, ({ headers }) => {
      ({ authorization } = headers);
      return { body: ZIP };
    });
    const { zip } = await downloadFrom({ s3, sha256: sha256(ZIP) });

    expect(zip).toEqual(ZIP);
    expect(authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=key\/.*\/s3\/aws4_request/);
  });

  it('is read without a version if Lambda reports none', async () => {
    aws.on('/artifacts/code.zip', { body: ZIP });

    const { zip } = await downloadFrom({ s3: { bucket: 'artifacts', key: 'code.zip' } });
    expect(zip).toEqual(ZIP);
  });

  it('is located again if its version is missing', async () => {
    aws.on(PATH, gone).on('/new', { body: ZIP });
    const { zip, asked } = await downloadFrom({ s3, sha256: sha256(ZIP) });

    expect(zip).toEqual(ZIP);
    expect(asked()).toBe(1);
  });

  it('is refused with the missing permission, s3:GetObjectVersion', async () => {
    aws.on(PATH, { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' });
    const { error } = await downloadFrom({ s3 });

    expect(error).toBeInstanceOf(RefusalError);
    expect(error?.message).toContain("Allow s3:GetObjectVersion in the task's role");
  });

  it('is refused if its hash does not match', async () => {
    aws.on(PATH, { body: 'other' }).on('/new', { body: 'other' });
    const { error } = await downloadFrom({ s3, sha256: sha256(ZIP) });

    expect(error).toBeInstanceOf(RefusalError);
    expect(error?.message).toContain('it is not what was deployed');
  });
});

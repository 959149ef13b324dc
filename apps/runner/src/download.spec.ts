import { downloadArchive, type ArchiveLocation } from './download';
import { RefusalError, TemporaryError } from './errors';
import { FakeAws, sha256, type Answer } from './testing/fake-aws';

const ZIP = Buffer.from('the zip');
const SUBJECT = 'the code of function orders';
let aws: FakeAws;

beforeEach(async () => {
  aws = await FakeAws.start();
});

afterEach(() => aws.stop());

/** Downloads `/code`; notes what it waited for and whether it asked for a new address. */
async function download(location: Partial<ArchiveLocation> = {}, second = '/new') {
  const waits: number[] = [];
  let asked = 0;
  const done = downloadArchive(
    SUBJECT,
    { url: `${aws.url}/code`, sha256: sha256(ZIP), ...location },
    () => {
      asked += 1;
      return Promise.resolve({ url: `${aws.url}${second}`, sha256: sha256(ZIP) });
    },
    { sleep: (ms) => Promise.resolve(waits.push(ms)), random: () => 1 },
  );
  const error = await done.then(
    () => undefined,
    (reason: unknown) => reason as Error,
  );
  return { zip: error ? undefined : await done, error, waits, asked: () => asked };
}

/** Answers one after the other, the last one for ever. */
function sequence(...answers: Answer[]) {
  aws.on('/code', () => (answers.length > 1 ? answers.shift() : answers[0]) as Answer);
}

describe('a download', () => {
  it('brings the bytes when they have the hash', async () => {
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
  ])('is tried again after %s', async (_what, stumble) => {
    sequence(stumble, stumble, { body: ZIP });
    const { zip, waits } = await download();

    expect(zip).toEqual(ZIP);
    expect(waits).toEqual([250, 500]);
  });

  it('is given up as temporary when it stumbles for too long', async () => {
    sequence({ status: 500 });
    const { error, waits } = await download();

    expect(error).toBeInstanceOf(TemporaryError);
    expect(error?.message).toContain(`The download of ${SUBJECT} failed: HTTP 500`);
    expect(waits).toEqual([250, 500, 1000, 2000, 4000]);
  });

  it.each([
    ['has expired', { status: 403 }],
    ['leads to nothing any more', { status: 404 }],
    ['leads to other bytes', { body: 'something else' }],
  ])('asks for a new address when the first one %s', async (_what, answer) => {
    sequence(answer);
    aws.on('/new', { body: ZIP });
    const { zip, asked, waits } = await download();

    expect(zip).toEqual(ZIP);
    expect(asked()).toBe(1);
    expect(waits).toEqual([]);
  });

  it('ends as temporary when the new address has expired too', async () => {
    sequence({ status: 403 });
    aws.on('/new', { status: 403 });
    const { error, asked } = await download();

    expect(error).toBeInstanceOf(TemporaryError);
    expect(error?.message).toContain('has expired');
    expect(asked()).toBe(1);
  });

  it('is refused when the bytes never have the hash', async () => {
    sequence({ body: 'something else' });
    const { error } = await download({}, '/code');

    expect(error).toBeInstanceOf(RefusalError);
    expect(error?.message).toContain('not those that were deployed');
  });

  it('is refused at once when it is larger than any zip of Lambda', async () => {
    sequence({ body: Buffer.alloc(262_144_001) });
    const { error, waits } = await download();

    expect(error).toBeInstanceOf(RefusalError);
    expect(error?.message).toContain('more than 262144000 bytes');
    expect(waits).toEqual([]);
  });

  it('is temporary when nobody is there', async () => {
    const { url } = aws;
    await aws.stop();
    const { error } = await download({ url });
    aws = await FakeAws.start();

    expect(error).toBeInstanceOf(TemporaryError);
    expect(error?.message).toContain('ECONNREFUSED');
  });
});

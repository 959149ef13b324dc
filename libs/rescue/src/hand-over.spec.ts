import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { deleteEvent, handOver, isStored, loadEvent, storeEvent } from './hand-over';
import { deps, resetAws, s3, stores } from './testing/aws';
import { aFailedInvocation, aPolicy, FUNCTION, REQUEST_ID } from './testing/fixtures';

const BUCKET = 'immortal-dev-hand-over';
const KEY = `${FUNCTION}/${REQUEST_ID}.json`;
const STORED = { s3: { bucket: BUCKET, key: KEY } };
const small = aFailedInvocation();
const large = aFailedInvocation({ event: { text: JSON.stringify('x'.repeat(9000)) } });
const stored = () => s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input);

const s3Error = (name: string) =>
  new S3ServiceException({ name, message: name, $fault: 'client', $metadata: {} });
const refusesToReplace = () =>
  s3.on(PutObjectCommand, { Key: KEY }).rejects(s3Error('PreconditionFailed'));

describe('handOver', () => {
  beforeEach(resetAws);

  it('leaves a small event where it is', async () => {
    await expect(handOver(small, aPolicy(), deps())).resolves.toBe(small);
    expect(s3.calls()).toHaveLength(0);
  });

  it('stores a large event under its request', async () => {
    await expect(handOver(large, aPolicy(), deps())).resolves.toEqual({ ...large, event: STORED });
    expect(stored()).toEqual([
      {
        Bucket: BUCKET,
        Key: KEY,
        Body: 'text' in large.event ? large.event.text : '',
        ContentType: 'application/json',
        IfNoneMatch: '*',
      },
    ]);
  });

  it('stores every event if the policy says so', async () => {
    const policy = aPolicy({ handOver: 'always' });
    await expect(handOver(small, policy, deps())).resolves.toEqual({ ...small, event: STORED });
    expect(stored()).toHaveLength(1);
  });

  it('leaves an event that lies in S3 already', async () => {
    const invocation = aFailedInvocation({ event: { s3: { bucket: 'mine', key: 'a' } } });
    await expect(handOver(invocation, aPolicy({ handOver: 'always' }), deps())).resolves.toBe(
      invocation,
    );
    expect(s3.calls()).toHaveLength(0);
  });

  it('stores the same event in the same place for every delivery and attempt', async () => {
    await handOver(large, aPolicy(), deps());
    await handOver({ ...large, attempt: 2, isFresh: false }, aPolicy(), deps());
    expect(stored()[1]).toEqual(stored()[0]);
  });

  it('takes the same event that is stored already, and does not store it again', async () => {
    refusesToReplace();
    stores(STORED.s3, '{}');
    await expect(storeEvent(small, '{}', deps())).resolves.toEqual(STORED);
    expect(stored()).toHaveLength(1);
  });

  it('leaves another event that is stored already, and stores this one beside it', async () => {
    refusesToReplace();
    stores(STORED.s3, '{ "other": true }');
    const key = `${FUNCTION}/${REQUEST_ID}/44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a.json`;
    const further = { s3: { bucket: BUCKET, key } };
    await expect(storeEvent(small, '{}', deps())).resolves.toEqual(further);
    expect(stored()[1]).toMatchObject({ Key: key, Body: '{}', IfNoneMatch: '*' });
  });

  it('fails when the event could not be stored', async () => {
    s3.on(PutObjectCommand).rejects(new Error('Slow down'));
    await expect(storeEvent(small, '{}', deps())).rejects.toThrow('Slow down');
  });
});

describe('isStored', () => {
  beforeEach(resetAws);

  it.each([
    ['this text', '{}', true],
    ['another one', '{ }', false],
  ])('says whether an object has %s', async (_, text, expected) => {
    stores(STORED.s3, text);
    await expect(isStored('{}', STORED, deps())).resolves.toBe(expected);
  });

  it.each(['NoSuchKey', 'AccessDenied'])(
    'does not know of an object that is gone (%s)',
    async (name) => {
      s3.on(GetObjectCommand).rejects(s3Error(name));
      await expect(isStored('{}', STORED, deps())).resolves.toBeUndefined();
    },
  );

  it('does not know while S3 can not be asked', async () => {
    s3.on(GetObjectCommand).rejects(s3Error('SlowDown'));
    await expect(isStored('{}', STORED, deps())).rejects.toThrow('SlowDown');
  });

  it('does not read what somebody else has stored', async () => {
    const theirs = { s3: { bucket: 'mine', key: KEY } };
    await expect(isStored('{}', theirs, deps())).resolves.toBe(false);
    expect(s3.calls()).toHaveLength(0);
  });
});

describe('loadEvent', () => {
  beforeEach(resetAws);

  it('gives the text of the event', async () => {
    stores(STORED.s3, '{ "é": 1.0 }');
    await expect(loadEvent(STORED.s3, deps())).resolves.toBe('{ "é": 1.0 }');
  });

  it('fails when S3 gives nothing', async () => {
    s3.on(GetObjectCommand).resolves({});
    await expect(loadEvent(STORED.s3, deps())).rejects.toThrow(
      `S3 gave no content of s3://${BUCKET}/${KEY}.`,
    );
  });
});

describe('deleteEvent', () => {
  const STOPPED_AT = new Date('2026-11-22T04:43:30.500Z');

  beforeEach(resetAws);

  it('deletes what was handed over', async () => {
    stores(STORED.s3, '{}');
    await deleteEvent({ ...small, event: STORED }, STOPPED_AT, deps());
    expect(s3.commandCalls(DeleteObjectCommand).map(({ args }) => args[0].input)).toEqual([
      { Bucket: BUCKET, Key: KEY },
    ]);
  });

  it.each([
    ['has its event in a variable', { text: '{}' }],
    ['was given an event in a bucket of somebody else', { s3: { bucket: 'mine', key: KEY } }],
    [
      'was given the event of another function',
      { s3: { bucket: BUCKET, key: `immortal-dev-other/${REQUEST_ID}.json` } },
    ],
  ])('deletes nothing of a rescue that %s', async (_, event) => {
    await deleteEvent({ ...small, event }, STOPPED_AT, deps());
    expect(s3.calls()).toHaveLength(0);
  });

  it('deletes nothing when the event is gone', async () => {
    s3.on(GetObjectCommand).rejects(s3Error('NoSuchKey'));
    await deleteEvent({ ...small, event: STORED }, STOPPED_AT, deps());
    expect(s3.commandCalls(DeleteObjectCommand)).toHaveLength(0);
  });
});

import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { deleteEvent, isStored, loadEvent, offloadEvent, storeEvent } from './event-offload';
import { deps, resetAws, s3, stores } from '../testing/aws';
import { s3Error } from '../testing/bucket-model';
import {
  aFailedInvocation,
  aPolicy,
  HAND_OVER_BUCKET,
  STORED_EVENT,
  FUNCTION,
  REQUEST_ID,
} from '../testing/fixtures';

const BUCKET = HAND_OVER_BUCKET;
const STORED = STORED_EVENT;
const KEY = STORED.s3.key;
const small = aFailedInvocation();
const large = aFailedInvocation({ event: { text: JSON.stringify('x'.repeat(9000)) } });
const stored = () => s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input);

const refusesToReplace = () =>
  s3.on(PutObjectCommand, { Key: KEY }).rejects(s3Error('PreconditionFailed'));

describe('offloadEvent', () => {
  beforeEach(resetAws);

  it('does not store a small event', async () => {
    await expect(offloadEvent(small, aPolicy(), deps())).resolves.toBe(small);
    expect(s3.calls()).toHaveLength(0);
  });

  it('stores a large event under its request', async () => {
    await expect(offloadEvent(large, aPolicy(), deps())).resolves.toEqual({
      ...large,
      event: STORED,
    });
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
    await expect(offloadEvent(small, policy, deps())).resolves.toEqual({ ...small, event: STORED });
    expect(stored()).toHaveLength(1);
  });

  it('does not store an event that is already in S3', async () => {
    const invocation = aFailedInvocation({ event: { s3: { bucket: 'mine', key: 'a' } } });
    await expect(offloadEvent(invocation, aPolicy({ handOver: 'always' }), deps())).resolves.toBe(
      invocation,
    );
    expect(s3.calls()).toHaveLength(0);
  });

  it('stores an event under the same key for every delivery and attempt', async () => {
    await offloadEvent(large, aPolicy(), deps());
    await offloadEvent({ ...large, attempt: 2, isFresh: false }, aPolicy(), deps());
    expect(stored()[1]).toEqual(stored()[0]);
  });

  it('accepts the same event that is already stored, and does not store it again', async () => {
    refusesToReplace();
    stores(STORED.s3, '{}');
    await expect(storeEvent(small, '{}', deps())).resolves.toEqual(STORED);
    expect(stored()).toHaveLength(1);
  });

  it('keeps another event that is already stored, and stores this one beside it', async () => {
    refusesToReplace();
    stores(STORED.s3, '{ "other": true }');
    const key = `${FUNCTION}/${REQUEST_ID}/44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a.json`;
    const further = { s3: { bucket: BUCKET, key } };
    await expect(storeEvent(small, '{}', deps())).resolves.toEqual(further);
    expect(stored()[1]).toMatchObject({ Key: key, Body: '{}', IfNoneMatch: '*' });
  });

  it('fails if the event could not be stored', async () => {
    s3.on(PutObjectCommand).rejects(new Error('Slow down'));
    await expect(storeEvent(small, '{}', deps())).rejects.toThrow('Slow down');
  });
});

describe('isStored', () => {
  beforeEach(resetAws);

  it.each([
    ['the same text', '{}', true],
    ['another text', '{ }', false],
  ])('compares an object that has %s', async (_, text, expected) => {
    stores(STORED.s3, text);
    await expect(isStored('{}', STORED, deps())).resolves.toBe(expected);
  });

  it.each(['NoSuchKey', 'AccessDenied'])(
    'returns undefined for a missing object (%s)',
    async (name) => {
      s3.on(GetObjectCommand).rejects(s3Error(name));
      await expect(isStored('{}', STORED, deps())).resolves.toBeUndefined();
    },
  );

  it('fails if S3 does', async () => {
    s3.on(GetObjectCommand).rejects(s3Error('SlowDown'));
    await expect(isStored('{}', STORED, deps())).rejects.toThrow('SlowDown');
  });

  it('does not read an object of another bucket', async () => {
    const theirs = { s3: { bucket: 'mine', key: KEY } };
    await expect(isStored('{}', theirs, deps())).resolves.toBe(false);
    expect(s3.calls()).toHaveLength(0);
  });
});

describe('loadEvent', () => {
  beforeEach(resetAws);

  it('returns the text of the event', async () => {
    stores(STORED.s3, '{ "é": 1.0 }');
    await expect(loadEvent(STORED.s3, deps())).resolves.toBe('{ "é": 1.0 }');
  });

  it('fails if S3 returns no content', async () => {
    s3.on(GetObjectCommand).resolves({});
    await expect(loadEvent(STORED.s3, deps())).rejects.toThrow(
      `S3 returned no content of s3://${BUCKET}/${KEY}.`,
    );
  });
});

describe('deleteEvent', () => {
  const STOPPED_AT = new Date('2026-11-22T04:43:30.500Z');

  beforeEach(resetAws);

  it('deletes the stored event', async () => {
    stores(STORED.s3, '{}');
    await deleteEvent({ ...small, event: STORED }, STOPPED_AT, deps());
    expect(s3.commandCalls(DeleteObjectCommand).map(({ args }) => args[0].input)).toEqual([
      { Bucket: BUCKET, Key: KEY },
    ]);
  });

  it.each([
    ['has its event in a variable', { text: '{}' }],
    ['has its event in another bucket', { s3: { bucket: 'mine', key: KEY } }],
    [
      'has the event of another function',
      { s3: { bucket: BUCKET, key: `immortal-dev-other/${REQUEST_ID}.json` } },
    ],
  ])('deletes nothing of a rescue that %s', async (_, event) => {
    await deleteEvent({ ...small, event }, STOPPED_AT, deps());
    expect(s3.calls()).toHaveLength(0);
  });

  it('deletes nothing if the event is missing', async () => {
    s3.on(GetObjectCommand).rejects(s3Error('NoSuchKey'));
    await deleteEvent({ ...small, event: STORED }, STOPPED_AT, deps());
    expect(s3.commandCalls(DeleteObjectCommand)).toHaveLength(0);
  });
});

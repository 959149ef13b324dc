import { batchesOf, eventOf, readBatchResponse, type SqsRecord } from './batch';

const IDS = new Set(['a', 'b', 'c']);
const read = (text: string) => readBatchResponse(Buffer.from(text), IDS);
const failures = (...items: unknown[]) => JSON.stringify({ batchItemFailures: items });

it.each(['', 'null', '{}', '{"batchItemFailures":null}', '{"batchItemFailures":[]}'])(
  'takes the answer %j for a success',
  (text) => {
    expect(read(text)).toStrictEqual({ failed: new Set() });
  },
);

it('finds the messages that have failed', () => {
  const text = failures({ itemIdentifier: 'c' }, { itemIdentifier: 'a' });
  expect(read(text)).toStrictEqual({ failed: new Set(['a', 'c']) });
});

it.each([
  failures({ itemIdentifier: 'a' }, { itemIdentifier: '' }),
  failures({ itemIdentifier: null }),
  failures({ messageId: 'a' }),
  failures({ itemIdentifier: 'unknown' }),
  failures(null),
  failures('a'),
  '{"batchItemFailures":"a"}',
  '"done"',
  '[]',
  'Segmentation fault',
])('takes the malformed answer %s for a failure of all', (text) => {
  expect(read(text)).toStrictEqual({
    failed: IDS,
    errorMessage: `malformed batch response: ${text}`,
  });
});

it('cuts records into events of a size that Lambda takes', () => {
  const records = [40, 40, 100, 10, 10].map(
    (length) => ({ body: '€'.repeat(length) }) as SqsRecord,
  );
  const batches = batchesOf(records, 300);
  expect(batches.map((batch) => batch.map(({ body }) => body.length))).toStrictEqual([
    [40, 40],
    [100],
    [10, 10],
  ]);
  const sizes = batches.map((batch) => eventOf(batch).length);
  expect(sizes.map((size) => size <= 300)).toStrictEqual([true, false, true]);
});

it('makes no event of no records', () => {
  expect(batchesOf([], 300)).toStrictEqual([]);
});

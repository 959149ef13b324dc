import { InputError } from './errors';
import { objectsOf } from './s3-objects';

const record = (name: string, key: string) => ({ s3: { bucket: { name }, object: { key } } });

describe('objectsOf', () => {
  it('finds the object of every record', () => {
    expect(objectsOf({ Records: [record('data', 'a.csv'), record('other', 'b.csv')] })).toEqual([
      { bucket: 'data', key: 'a.csv' },
      { bucket: 'other', key: 'b.csv' },
    ]);
  });

  it('decodes keys as S3 encodes them', () => {
    const event = { Records: [record('data', 'my+cities/50%25+%2B+Z%C3%BCrich.csv')] };
    expect(objectsOf(event)).toEqual([{ bucket: 'data', key: 'my cities/50% + Zürich.csv' }]);
  });

  it.each([
    ['nothing', undefined, 'The event has no Records: undefined'],
    ['null', null, 'The event has no Records: null'],
    ['an event of something else', { source: 'aws.s3' }, "no Records: { source: 'aws.s3' }"],
    [
      'lists within lists',
      JSON.parse('['.repeat(9000) + ']'.repeat(9000)),
      'no Records: [ [ [Array] ] ]',
    ],
    ['no records', { Records: [] }, 'no Records: { Records: [] }'],
    ['records that are no list', { Records: {} }, 'no Records: { Records: {} }'],
    ['a record that is null', { Records: [null] }, 'Records[0] has no s3.bucket.name'],
    [
      'a record of a queue',
      { Records: [record('data', 'a.csv'), { body: '{}' }] },
      "Records[1] has no s3.bucket.name or no s3.object.key: { body: '{}' }",
    ],
    [
      'a key that is not encoded',
      { Records: [record('data', '50%.csv')] },
      'The key "50%.csv" is not URL-encoded',
    ],
  ])('refuses %s', (_, event, message) => {
    expect(() => objectsOf(event)).toThrow(InputError);
    expect(() => objectsOf(event)).toThrow(message);
  });
});

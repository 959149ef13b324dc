// What `--put` takes, and where it puts it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { putObjects, readPut } from './put-objects';
import { REGION } from '../testing/fixture';
import { type SpecCloud, startSpecCloud } from '../testing/spec-cloud';

const folder = mkdtempSync(path.join(os.tmpdir(), 'put-'));
const file = path.join(folder, 'a=b.csv');
writeFileSync(file, 'id\n1\n');
let spec: SpecCloud;
beforeEach(async () => {
  spec = await startSpecCloud({
    Data: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'spec-data' } },
  });
});
afterEach(() => spec.stop());
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const put = async (...texts: string[]) => {
  const said: string[] = [];
  const reporter = { step: (text: string) => said.push(text) };
  await putObjects(texts.map(readPut), spec.cloud, REGION, reporter);
  return said;
};

it('puts files into buckets, by name or logical id', async () => {
  const said = await put(`${file}=s3://spec-data/in/a b.csv`, `${file}=s3://Data/=`);
  expect(said).toEqual([
    `Put ${file}, 5 bytes, as s3://spec-data/in/a b.csv`,
    `Put ${file}, 5 bytes, as s3://spec-data/=`,
  ]);
  expect(await spec.cloud.storage.listKeys('spec-data')).toEqual(['=', 'in/a b.csv']);
});

it('refuses a bucket that the stack does not have, with those that it has', async () => {
  await expect(put(`${file}=s3://none/a`)).rejects.toThrow(
    '--put names the bucket none, which the stack does not have: use Data (spec-data)',
  );
});

it.each([
  ['a.csv', 'pass FILE=s3://BUCKET/KEY'],
  [`${file}=s3://data`, 'pass FILE=s3://BUCKET/KEY'],
  ['/none=s3://data/a', '--put /none is not a file: pass the path of one'],
])('refuses %s', (text, message) => {
  expect(() => readPut(text)).toThrow(message);
});

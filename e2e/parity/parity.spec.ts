import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildZip } from '@immortal/archive/src/zip-builder';
import { FakeLambda } from '../container/fake-lambda';
import { type Case } from './cases/case';
import { failures } from './cases/failures';
import { loading } from './cases/loading';
import { results } from './cases/results';
import { streams } from './cases/streams';
import { world } from './cases/world';
import { run, type Seen } from './runner';

const FIXTURES = path.join(__dirname, 'fixtures');
const STAND_IN = path.join(__dirname, '../../libs/runtime-api/dist/runtime');
/** Set by main.cjs. */
const { PARITY_NODE_DIR = '', PARITY_AWS_RUNTIME_DIR = '' } = process.env;

let lambda: FakeLambda;

beforeAll(async () => {
  const files = readdirSync(FIXTURES, { recursive: true, withFileTypes: true });
  const entries = files
    .filter((file) => file.isFile())
    .map((file) => path.join(file.parentPath, file.name))
    .map((file) => ({ name: path.relative(FIXTURES, file), data: readFileSync(file) }));
  lambda = await FakeLambda.start(buildZip(entries));
});

afterAll(() => lambda.stop());

/** With AWS's client and with the stand-in. */
function runBoth({ handler, configuration, variables }: Case): Promise<[Seen, Seen]> {
  const usual = lambda.register('orders', { ...configuration, Handler: handler });
  const given = { ...usual, ...variables };
  return Promise.all([
    run(given, PARITY_AWS_RUNTIME_DIR, PARITY_NODE_DIR),
    run(given, STAND_IN, PARITY_NODE_DIR),
  ]);
}

const subjects = { loading, results, failures, streams, world };
const alike = Object.entries(subjects).map(([subject, cases]) => ({
  subject,
  cases: cases.filter(({ difference }) => !difference),
}));
const different = Object.values(subjects)
  .flat()
  .flatMap((row) => (row.difference ? [{ ...row, ...row.difference }] : []));

describe.each(alike)("AWS's client and the stand-in agree: $subject", ({ cases }) => {
  it.each(cases)('$name', async (row) => {
    const [aws, standIn] = await runBoth(row);
    expect(aws).toMatchObject(row.aws);
    expect(standIn).toEqual(aws);
  });
});

describe("AWS's client and the stand-in differ", () => {
  it.each(different)('$name: $reason', async (row) => {
    const [aws, standIn] = await runBoth(row);
    expect(aws).toMatchObject(row.aws);
    expect(standIn).toEqual({ ...aws, ...row.standIn });
    expect(standIn).not.toEqual(aws);
  });
});

// Handlers in every style, run with AWS's runtime clients and this Runtime API. The expected values are Lambda's behavior.
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterResponse } from './cases/after-response';
import { callbacks } from './cases/callbacks';
import { environment } from './cases/environment';
import { failures } from './cases/failures';
import { loading } from './cases/loading';
import { results } from './cases/results';
import { streams } from './cases/streams';
import { type Folders, run } from './run';

/** Set by main.cjs. */
const { CONFORMANCE_NODE_DIR, CONFORMANCE_RUNTIME_DIR, CONFORMANCE_RUNTIMES } = process.env;
const RUNTIMES = CONFORMANCE_RUNTIMES?.split(',') ?? ['nodejs24.x', 'nodejs22.x'];
const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'conformance-')));
const folders: Folders = {
  taskRoot: path.join(folder, 'task'),
  optDir: path.join(folder, 'opt'),
  runtimeDir: CONFORMANCE_RUNTIME_DIR ?? path.join(__dirname, '../dist/runtime'),
  nodeDir: CONFORMANCE_NODE_DIR ?? path.dirname(process.execPath),
};

beforeAll(() => {
  // Outside of the workspace, whose package.json would set the module type.
  cpSync(path.join(__dirname, 'fixtures'), folders.taskRoot, { recursive: true });
  cpSync(path.join(__dirname, 'opt'), folders.optDir, { recursive: true });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const subjects = { loading, results, failures, afterResponse, callbacks, streams, environment };
const tables = RUNTIMES.flatMap((runtime) =>
  Object.entries(subjects).map(([subject, cases]) => ({ runtime, subject, cases })),
);

describe.each(tables)("AWS's client for $runtime: $subject", ({ runtime, cases }) => {
  it.concurrent.each(cases)('behaves like Lambda for $name', async (row) => {
    const expected = runtime === 'nodejs24.x' ? row.expected : (row.nodejs22 ?? row.expected);
    expect(await run(runtime, row, folders)).toMatchObject(expected);
  });
});

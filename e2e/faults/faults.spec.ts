// The fault matrix: each fault by itself, and pairs of faults, against the whole path of events.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Outcome, Testbed, type TestEvent } from '../testbed/testbed';
import { CRASHES, EVENTS, nameOf, type Row, ROWS, STRIKES } from './rows';
import { line, TABLE } from './table';

const pairs = ROWS.filter(({ inPairs }) => inPairs).flatMap((first, index, all) =>
  all.slice(index + 1).map((second) => [nameOf(first), nameOf(second), first, second] as const),
);

const lines: string[] = [];
const folders: string[] = [];
let testbed: Testbed;

beforeAll(async () => {
  testbed = await Testbed.open();
});

afterAll(async () => {
  await testbed.close();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** The event of a row; its function waits for the fault where that strikes while it runs. */
function eventOf({ point, kind, count = 1, event = 'large' }: Row): TestEvent {
  if (point !== 'task' || !STRIKES.has(kind)) return EVENTS[event];
  const folder = mkdtempSync(path.join(tmpdir(), 'struck-'));
  folders.push(folder);
  return { ...EVENTS[event], struck: { times: count, folder } };
}

/** Runs the events under the faults. */
async function run(faults: readonly Row[], events: readonly TestEvent[]) {
  for (const { point, kind, count } of faults) {
    testbed.cloud.faults.arm({ point, kind, ...(count !== undefined && { count }) });
  }
  const outcome = await testbed.run(events);
  const unused = testbed.cloud.faults.list();
  for (const { point, kind } of unused) testbed.cloud.faults.disarm(point, kind);
  return { outcome, unused };
}

function expectBalance(outcome: Outcome): void {
  const { lost, doubled, overlapping, accepted, succeeded, parked } = outcome;
  expect({ lost, doubled, overlapping }).toEqual({ lost: [], doubled: [], overlapping: [] });
  expect(succeeded + parked).toBe(accepted);
}

describe('without a fault', () => {
  it('rescues what succeeds in a container and parks what fails there too', async () => {
    const { outcome } = await run([], [EVENTS.small, EVENTS.large, EVENTS.fails]);
    expectBalance(outcome);
    expect(outcome).toMatchObject({ accepted: 3, succeeded: 2, parked: 1, containers: 3 });
    expect(outcome.parkedMessages).toMatchObject([{ body: JSON.stringify(EVENTS.fails) }]);
  });
});

describe('with one fault', () => {
  it.each(ROWS.map((row) => [nameOf(row), row] as const))(
    'the account is balanced after %s',
    async (_, row) => {
      const { outcome, unused } = await run([row], [eventOf(row)]);
      lines.push(line(row, outcome));
      expectBalance(outcome);
      expect(unused).toEqual([]);
    },
  );

  it('ends each event as docs/faults.md says', () => {
    console.log(lines.join('\n'));
    if (process.env['UPDATE_DOCS'] === 'true') TABLE.write(lines);
    expect(lines).toEqual(TABLE.read());
  });
});

describe('with a crash of the secondary', () => {
  it.each(CRASHES.map((rows) => [rows.map(nameOf).join(' and '), rows] as const))(
    'the account is balanced after %s',
    async (_, rows) => {
      const { outcome, unused } = await run(rows, [EVENTS[rows[0]?.event ?? 'large']]);
      expectBalance(outcome);
      expect(unused).toEqual([]);
    },
  );
});

describe('with two faults at once', () => {
  it.each(pairs)('the account is balanced after %s and %s', async (_first, _second, ...faults) => {
    const { outcome } = await run(faults, [EVENTS.small, EVENTS.large, EVENTS.fails]);
    expectBalance(outcome);
  });
});

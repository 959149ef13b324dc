// The table of the fault matrix in docs/faults.md.
import { GeneratedTable, rowOf } from '../testbed/generated';
import { type Outcome } from '../testbed/testbed';
import { nameOf, type Row } from './rows';

export const TABLE = new GeneratedTable('faults.md', 'npm run test:faults -- --update', [
  'fault',
  'event',
  'containers',
  'end',
  'reason',
]);

export function line(row: Row, { containers, parkedMessages: [parked] }: Outcome): string {
  const end = parked === undefined ? 'done' : 'parked';
  const fault = `\`${nameOf(row)}\``;
  return rowOf([fault, row.event ?? 'large', containers, end, parked?.reason ?? '']);
}

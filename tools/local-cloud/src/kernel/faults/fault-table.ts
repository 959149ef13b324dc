// What `--fault list` prints: every point and kind with a sentence, and the operations.
import type { FaultPoints } from './fault-points';
import { AWS_ERROR_MEANING, type Kinds, OPERATION_KINDS } from './kinds';

type Row = readonly [point: string, kind: string, meaning: string];

export function faultTable({ moreOperationKinds, points, operations }: FaultPoints): string {
  const ofOperations: Row[] = [
    ['<service>.<Operation>', '<ErrorName>', AWS_ERROR_MEANING],
    ...rows('<service>.<Operation>', OPERATION_KINDS),
  ];
  const others = Object.entries({ ...moreOperationKinds, ...points });
  const all = [...ofOperations, ...others.flatMap(([point, kinds]) => rows(point, kinds))];
  return [
    'A fault is POINT=KIND or POINT=KIND:COUNT. Faults at the same point fire in the order given.\n',
    ...aligned([['POINT', 'KIND', 'WHAT HAPPENS'], ...all]),
    '\nOperations:',
    ...Object.entries(operations).map(([name, ofService]) => `  ${name}: ${ofService.join(', ')}`),
  ].join('\n');
}

function rows(point: string, kinds: Kinds): Row[] {
  return Object.entries(kinds).map(([kind, meaning]) => [point, kind, meaning]);
}

function aligned(table: readonly Row[]): string[] {
  const width = (column: 0 | 1) => Math.max(...table.map((row) => row[column].length)) + 2;
  const [first, second] = [width(0), width(1)];
  return table.map(
    ([point, kind, meaning]) => `${point.padEnd(first)}${kind.padEnd(second)}${meaning}`,
  );
}

// What `--fault list` prints: every point and kind with a sentence, and the operations.
import { AWS_ERROR_MEANING, MORE_OPERATION_KINDS, OPERATION_KINDS, POINTS } from './fault-points';
import { OPERATIONS } from './operations';

type Row = readonly [point: string, kind: string, meaning: string];

export function faultTable(): string {
  const ofOperations: Row[] = [
    ['<service>.<Operation>', '<ErrorName>', AWS_ERROR_MEANING],
    ...rows('<service>.<Operation>', OPERATION_KINDS),
  ];
  const all = [
    ...ofOperations,
    ...Object.entries({ ...MORE_OPERATION_KINDS, ...POINTS }).flatMap(([point, kinds]) =>
      rows(point, kinds),
    ),
  ];
  return [
    'A fault is POINT=KIND or POINT=KIND:COUNT. Those of one point strike in the order in which they are given.\n',
    ...aligned([['POINT', 'KIND', 'WHAT HAPPENS'], ...all]),
    '\nOperations:',
    ...Object.entries(OPERATIONS).map(
      ([name, operations]) => `  ${name}: ${operations.join(', ')}`,
    ),
  ].join('\n');
}

function rows(point: string, kinds: Readonly<Record<string, string>>): Row[] {
  return Object.entries(kinds).map(([kind, meaning]) => [point, kind, meaning]);
}

function aligned(table: readonly Row[]): string[] {
  const width = (column: 0 | 1) => Math.max(...table.map((row) => row[column].length)) + 2;
  const [first, second] = [width(0), width(1)];
  return table.map(
    ([point, kind, meaning]) => `${point.padEnd(first)}${kind.padEnd(second)}${meaning}`,
  );
}

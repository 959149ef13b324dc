// Formats rescues for people: one line each, and below it where its log is.
import { oneLine } from '@immortal/shared';
import { colors } from '../output/colors';
import { tableLines } from '../output/table';
import { duration, utc } from '../output/times';
import { type Rescue, type State } from './rescue';

const HEADER = [
  'function',
  'request id',
  'attempt',
  'state',
  'started (UTC)',
  'took',
  'exit',
  'end',
];

const COLOR_OF: Readonly<Record<State, (text: string) => string>> = {
  PENDING: colors.yellow,
  RUNNING: colors.cyan,
  STOPPING: colors.cyan,
  succeeded: colors.green,
  failed: colors.red,
};

export interface Row {
  readonly rescue: Rescue;
  /** Where its log is. */
  readonly log: string;
}

/** @param width of a line, in characters */
export function rescueLines(rows: readonly Row[], width: number): string[] {
  const cells = rows.map(({ rescue }) => cellsOf(rescue));
  const [header, ...lines] = tableLines(HEADER, cells, width);
  if (header === undefined) return [];
  return [
    header,
    ...rows.flatMap(({ rescue, log }, index) => [
      // Colored last, since colors would count as characters of a cell.
      COLOR_OF[rescue.state](lines[index] ?? ''),
      colors.dim(`  ${oneLine(log)}`),
    ]),
  ];
}

function cellsOf(rescue: Rescue): string[] {
  const { functionName, requestId, attempt, state, startedAt, durationMs, exitCode, end } = rescue;
  return [
    functionName,
    requestId,
    attempt?.toString() ?? '-',
    state,
    utc(startedAt),
    durationMs === undefined ? '-' : duration(durationMs),
    exitCode?.toString() ?? '-',
    end ?? '',
  ].map(oneLine);
}

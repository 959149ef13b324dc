// Prints the benchmark's results: times, ratios and their targets, and the runner's time by step.
import { type Floor } from './floor';
import { type Measured } from './measure';
import { median } from './median';
import { type Measurements } from './rounds';
import { type Way } from './ways';
import { type Zip } from './zips';

export interface Case {
  readonly zip: Zip;
  readonly runnerMs: number;
  readonly articleMs: number;
  /** Null if it could not be measured. */
  readonly limitMs: number | null;
  readonly runnerMaxRssMb: number;
  readonly articleMaxRssMb: number;
  /** The duration of each of the runner's steps in milliseconds, in order. */
  readonly steps: Readonly<Record<string, number>>;
}

const START = 'Node.js and the program';
const RUNTIME = 'runtime and handler';

/** The names of the runner's steps, in its log and in the report. */
const STEPS = {
  process: START,
  arguments: 'arguments',
  function: 'GetFunction',
  download: 'download',
  unpack: 'unpack',
  runtime: 'start of the runtime',
} as const;

export function caseOf(zip: Zip, measurements: Measurements): Case {
  const of = (way: Way['name']) => measurements.get(way) ?? [];
  const msOf = (way: Way['name']) => Math.round(median(of(way).map(({ ms }) => ms)));
  const rssOf = (way: Way['name']) => Math.ceil(Math.max(...of(way).map((one) => one.maxRssMb)));
  return {
    zip,
    runnerMs: msOf('runner'),
    articleMs: msOf('article'),
    limitMs: measurements.has('limit') ? msOf('limit') : null,
    runnerMaxRssMb: rssOf('runner'),
    articleMaxRssMb: rssOf('article'),
    steps: stepsOf(of('runner')),
  };
}

/** The median duration of each step. The total starts before the process, and the difference counts for the last step. */
function stepsOf(runs: readonly Measured[]): Record<string, number> {
  const durations = (from: string | undefined, to: string | undefined) =>
    runs.map(({ ms, startupMs = {} }) => {
      const at = (step: string | undefined, other: number) =>
        step === undefined ? other : (startupMs[step] ?? 0);
      return at(to, ms) - at(from, 0);
    });
  const names = Object.keys(STEPS);
  const steps = Object.entries(STEPS).map(([name, label], index) => {
    return [label, Math.round(median(durations(names[index - 1], name)))] as const;
  });
  const last = Math.round(median(durations(names.at(-1), undefined)));
  return { ...Object.fromEntries(steps), [RUNTIME]: last };
}

export function printCase(measured: Case, floor: Floor, rounds: number): void {
  const { zip, runnerMs, articleMs, limitMs, runnerMaxRssMb, articleMaxRssMb } = measured;
  const { targets } = zip;
  const limit = limitMs === null ? 'not measured' : `${limitMs} ms`;
  console.log(`${zip.name} (${zip.files + 1} files, ${rounds} rounds)`);
  console.log(`  runner ${runnerMs} ms, article ${articleMs} ms, limit ${limit}`);
  console.log(`  relative to the article ${withTarget(runnerMs / articleMs, targets.article)}`);
  if (limitMs !== null) {
    const alone = ((floor.callerMs + floor.runtimeMs) / limitMs).toFixed(2);
    const ratio = withTarget(runnerMs / limitMs, targets.limit);
    console.log(`  relative to the limit ${ratio}, Node.js alone ${alone}`);
  }
  const memory =
    targets.maxRssMb === undefined
      ? `${runnerMaxRssMb} MB`
      : withTarget(runnerMaxRssMb, targets.maxRssMb, ' MB');
  console.log(`  memory of the runner ${memory}, of the article ${articleMaxRssMb} MB`);
  console.log(`  the runner's steps in ms: ${profile(measured, floor)}\n`);
}

/** The steps, with the time of Node.js alone for those that start it. */
function profile({ steps }: Case, { callerMs, runtimeMs }: Floor): string {
  const alone: Readonly<Record<string, number>> = { [START]: callerMs, [RUNTIME]: runtimeMs };
  return Object.entries(steps)
    .map(([step, ms]) => `${step} ${ms}${step in alone ? ` (Node.js alone ${alone[step]})` : ''}`)
    .join(', ');
}

function withTarget(value: number, target: number, unit = ''): string {
  const shown = unit === '' ? value.toFixed(2) : String(value);
  return `${shown}${unit} (target ${target}${unit}: ${value <= target ? 'met' : 'MISSED'})`;
}

/** Prints the lower bounds. */
export function printFloor({ plainMs, callerMs, runtimeMs }: Floor): void {
  console.log(`Node.js alone takes ${plainMs} ms to its first line, started as in the limit,`);
  console.log(`  ${callerMs} ms with the modules for AWS calls, as in the runner,`);
  console.log(`  and ${runtimeMs} ms from a shell with a heap size, as in the runtime.\n`);
}

export function printImage(bytes: number): void {
  console.log(`The image adds ${bytes.toLocaleString('en-US')} bytes to its base.`);
}

/** One line of JSON. */
export function jsonOf(cases: readonly Case[]): string {
  return JSON.stringify({
    cases: cases.map(({ zip, runnerMs, articleMs, limitMs, runnerMaxRssMb }) => ({
      zip: zip.name,
      runnerMs,
      articleMs,
      limitMs,
      runnerMaxRssMb,
    })),
  });
}

// What the bench says: times, ratios against their targets, and where the runner's time goes.
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
  /** Milliseconds of each step of the runner, in their order. */
  readonly steps: Readonly<Record<string, number>>;
}

const START = 'Node.js and the program';
const RUNTIME = 'runtime and handler';

/** The steps that end with a note of the runner, in its words and in ours. */
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

/** Of each step the median of its own length. The handler's clock starts before the process, which the last step bears. */
function stepsOf(runs: readonly Measured[]): Record<string, number> {
  const lengths = (from: string | undefined, to: string | undefined) =>
    runs.map(({ ms, startupMs = {} }) => {
      const at = (step: string | undefined, other: number) =>
        step === undefined ? other : (startupMs[step] ?? 0);
      return at(to, ms) - at(from, 0);
    });
  const names = Object.keys(STEPS);
  const steps = Object.entries(STEPS).map(([name, words], index) => {
    return [words, Math.round(median(lengths(names[index - 1], name)))] as const;
  });
  const last = Math.round(median(lengths(names.at(-1), undefined)));
  return { ...Object.fromEntries(steps), [RUNTIME]: last };
}

export function printCase(measured: Case, floor: Floor, rounds: number): void {
  const { zip, runnerMs, articleMs, limitMs, runnerMaxRssMb, articleMaxRssMb } = measured;
  const { targets } = zip;
  const limit = limitMs === null ? 'not measured' : `${limitMs} ms`;
  console.log(`${zip.name} (${zip.files + 1} files, ${rounds} rounds)`);
  console.log(`  runner ${runnerMs} ms, article ${articleMs} ms, limit ${limit}`);
  console.log(`  to the article ${against(runnerMs / articleMs, targets.article)}`);
  if (limitMs !== null) {
    const alone = ((floor.callerMs + floor.runtimeMs) / limitMs).toFixed(2);
    const ratio = against(runnerMs / limitMs, targets.limit);
    console.log(`  to the limit ${ratio}, of which Node.js alone ${alone}`);
  }
  const memory =
    targets.maxRssMb === undefined
      ? `${runnerMaxRssMb} MB`
      : against(runnerMaxRssMb, targets.maxRssMb, ' MB');
  console.log(`  the runner's memory ${memory}, the article's ${articleMaxRssMb} MB`);
  console.log(`  the runner's ms: ${profile(measured, floor)}\n`);
}

/** The steps, and what Node.js alone takes of those that start it. */
function profile({ steps }: Case, { callerMs, runtimeMs }: Floor): string {
  const alone: Readonly<Record<string, number>> = { [START]: callerMs, [RUNTIME]: runtimeMs };
  return Object.entries(steps)
    .map(([step, ms]) => `${step} ${ms}${step in alone ? ` (Node.js alone ${alone[step]})` : ''}`)
    .join(', ');
}

function against(value: number, target: number, unit = ''): string {
  const shown = unit === '' ? value.toFixed(2) : String(value);
  return `${shown}${unit} (target ${target}${unit}: ${value <= target ? 'met' : 'MISSED'})`;
}

/** What no way through Node.js can be faster than. */
export function printFloor({ plainMs, callerMs, runtimeMs }: Floor): void {
  console.log(`Node.js alone: ${plainMs} ms to its first line, as the limit starts it, once;`);
  console.log(`  ${callerMs} ms with what it takes to call AWS, as the runner starts it,`);
  console.log(`  and ${runtimeMs} ms by a shell with a heap size, as the runtime is started.\n`);
}

export function printImage(bytes: number): void {
  console.log(`The image has ${bytes.toLocaleString('en-US')} bytes on top of its base.`);
}

/** One line for programs. */
export function jsonOf(cases: readonly Case[]): string {
  return JSON.stringify({
    cases: cases.map(({ zip, runnerMs, articleMs, limitMs, runnerMaxRssMb }) => ({
      ...{ zip: zip.name, runnerMs, articleMs, limitMs, runnerMaxRssMb },
    })),
  });
}

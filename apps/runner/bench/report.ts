// What the bench says: times, ratios against their targets, and where the runner's time goes.
import { type BareNode } from './bare-node';
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

/** The steps that end with a note of the runner, in its words and in ours. */
const STEPS = {
  process: 'Node.js and the bundle',
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
  return { ...Object.fromEntries(steps), 'runtime and handler': last };
}

export function printCase(measured: Case, rounds: number): void {
  const { zip, runnerMs, articleMs, limitMs, runnerMaxRssMb, articleMaxRssMb, steps } = measured;
  const { targets } = zip;
  const limit = limitMs === null ? 'not measured' : `${limitMs} ms`;
  console.log(`${zip.name} (${zip.files + 1} files, ${rounds} rounds)`);
  console.log(`  runner ${runnerMs} ms, article ${articleMs} ms, limit ${limit}`);
  console.log(`  to the article ${against(runnerMs / articleMs, targets.article)}`);
  if (limitMs !== null) console.log(`  to the limit ${against(runnerMs / limitMs, targets.limit)}`);
  const memory =
    targets.maxRssMb === undefined
      ? `${runnerMaxRssMb} MB`
      : against(runnerMaxRssMb, targets.maxRssMb, ' MB');
  console.log(`  the runner's memory ${memory}, the article's ${articleMaxRssMb} MB`);
  const parts = Object.entries(steps).map(([step, ms]) => `${step} ${ms}`);
  console.log(`  the runner's ms: ${parts.join(', ')}\n`);
}

function against(value: number, target: number, unit = ''): string {
  const shown = unit === '' ? value.toFixed(2) : String(value);
  return `${shown}${unit} (target ${target}${unit}: ${value <= target ? 'met' : 'MISSED'})`;
}

/** Why the ratios to the limit, which starts Node.js once and plainly, cannot come near to 1. */
export function printFloor({ plainMs, sizedMs }: BareNode): void {
  const floor = `${plainMs} ms, and ${sizedMs} ms with a heap size as a runtime starts it`;
  console.log(`Node.js with nothing but node:http: ${floor}. The runner has to start both.`);
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

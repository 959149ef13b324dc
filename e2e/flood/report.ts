// The results of a load test, as JSON and as text.
import { type LayersResult } from './layers';

export interface Measurements {
  readonly failures: number;
  /** RunTask calls per second. */
  readonly rate: number;
  readonly launched: number;
  readonly parked: number;
  /** Attempts that were launched more than once. */
  readonly duplicated: number;
  /** Failures that were not launched. */
  readonly missing: number;
  readonly seconds: number;
  readonly chaos: Readonly<Record<string, number>>;
  /** MB of the secondary's largest process, sampled over time. */
  readonly memory: readonly number[];
}

export interface FloodResult {
  readonly failures: number;
  readonly launched: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly parked: number;
  readonly seconds: number;
  /** With exactly one RunTask call for each failure, at the allowed rate. */
  readonly idealSeconds: number;
  readonly efficiency: number;
  readonly chaos: Readonly<Record<string, number>>;
  /** In the first and in the last third of the time; null if the system does not report it. */
  readonly secondaryMb: { readonly first: number; readonly last: number } | null;
}

export function resultOf(measurements: Measurements): FloodResult {
  const { failures, rate, launched, parked, duplicated, missing, seconds, chaos } = measurements;
  // The first calls pass at once: the burst after a pause.
  const idealSeconds = Math.max(0, failures - rate) / rate;
  return {
    failures,
    launched,
    lost: Math.max(0, missing - parked),
    duplicated,
    parked,
    seconds: rounded(seconds),
    idealSeconds: rounded(idealSeconds),
    efficiency: rounded(idealSeconds / seconds),
    chaos,
    secondaryMb: memoryOf(measurements.memory),
  };
}

export function describe(result: FloodResult): string {
  const { failures, launched, lost, duplicated, parked, chaos, secondaryMb } = result;
  const memory = secondaryMb
    ? `the secondary took ${secondaryMb.first} MB at first and ${secondaryMb.last} MB in the end`
    : 'what memory the secondary took is not known here';
  return [
    `${failures} failures: ${launched} launched, ${lost} lost, ${duplicated} duplicated, ${parked} parked`,
    `${result.seconds} s, ideally ${result.idealSeconds} s: efficiency ${result.efficiency}`,
    Object.entries(chaos)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(', '),
    memory,
  ].join('\n');
}

export function describeLayers(result: LayersResult): string {
  const { failures, succeeded, tasks, temporary, parked, seconds } = result;
  return [
    `${failures} failures: ${succeeded} rescued in ${seconds} s`,
    `tasks: ${tasks}, of which ${temporary} ended with exit code 75`,
    `parked: ${parked}`,
  ].join('\n');
}

function memoryOf(samples: readonly number[]): FloodResult['secondaryMb'] {
  const third = Math.ceil(samples.length / 3);
  if (third === 0) return null;
  return { first: largest(samples.slice(0, third)), last: largest(samples.slice(-third)) };
}

function largest(samples: readonly number[]): number {
  return Math.round(Math.max(...samples));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

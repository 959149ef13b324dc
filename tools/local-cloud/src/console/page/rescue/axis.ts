// The time axis of a waterfall: when is where. Times in which nothing but waiting for a person happens are folded.

export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Tick {
  /** From 0 at the left to 1. */
  readonly x: number;
  /** Milliseconds since the beginning. */
  readonly ms: number;
}

export interface Axis {
  /** Where a moment is, from 0 to 1. */
  readonly xOf: (at: number) => number;
  readonly ticks: readonly Tick[];
  /** Where the folded times are. */
  readonly folds: readonly Range[];
}

/** No axis is shorter, or a first attempt would jump about. */
const MIN_MS = 1000;
/** What a fold takes of the time that is not folded. */
const FOLD_SHARE = 0.08;
const MAX_TICKS = 7;

/**
 * @param whole from the beginning to the end, or to now
 * @param idle times to be folded, in their order
 */
export function axisOf({ from, to }: Range, idle: readonly Range[] = []): Axis {
  const end = Math.max(to, from + MIN_MS);
  const total = idle.reduce((sum, one) => sum + one.to - one.from, 0);
  const foldMs = Math.max(MIN_MS, end - from - total) * FOLD_SHARE;
  const folds = idle.filter((one) => one.to - one.from > foldMs);
  const shown = (at: number) => at - from - folded(at, folds, foldMs);
  const length = shown(end);
  const xOf = (at: number) => Math.min(1, Math.max(0, shown(Math.min(at, end)) / length));
  const isSeen = (at: number) => !folds.some((fold) => at > fold.from && at < fold.to);
  const ticks = tickTimes(end - from, length)
    .filter((ms) => isSeen(from + ms))
    .map((ms) => ({ x: xOf(from + ms), ms }));
  return { xOf, ticks, folds };
}

/** How much shorter the axis is up to a moment. */
function folded(at: number, folds: readonly Range[], foldMs: number): number {
  return folds.reduce((sum, fold) => {
    const passed = Math.min(at, fold.to) - fold.from;
    if (passed <= 0) return sum;
    const whole = fold.to - fold.from;
    return sum + passed - (passed / whole) * foldMs;
  }, 0);
}

/** Round times, as many as have room. @param shownMs how much of it is not folded */
function tickTimes(ms: number, shownMs: number): number[] {
  const step = roundStep(shownMs / MAX_TICKS);
  const count = Math.floor(ms / step);
  // A long fold has many of them, which nobody sees.
  return Array.from({ length: Math.min(count, 10_000) + 1 }, (_, index) => index * step);
}

/** 1, 2 or 5 times a power of ten. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10);
}

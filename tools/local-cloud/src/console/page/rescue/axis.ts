// The time axis of a waterfall. Periods of waiting for an operator are folded.

export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Tick {
  /** From 0 at the left to 1 at the right. */
  readonly x: number;
  /** Milliseconds since the start of the axis. */
  readonly ms: number;
}

export interface Axis {
  /** The position of a moment, from 0 to 1. */
  readonly xOf: (at: number) => number;
  readonly ticks: readonly Tick[];
  /** The positions of the folds. */
  readonly folds: readonly Range[];
}

/** The minimum length, so that a first attempt does not jump. */
const MIN_MS = 1000;
/** The width of a fold, as a share of the unfolded time. */
const FOLD_SHARE = 0.08;
const MAX_TICKS = 7;

/**
 * @param whole from the start to the end, or to now
 * @param idle periods to fold, in order
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

/** How much the folds shorten the axis up to a moment. */
function folded(at: number, folds: readonly Range[], foldMs: number): number {
  return folds.reduce((sum, fold) => {
    const passed = Math.min(at, fold.to) - fold.from;
    if (passed <= 0) return sum;
    const whole = fold.to - fold.from;
    return sum + passed - (passed / whole) * foldMs;
  }, 0);
}

/** Round times, as many as fit. @param shownMs the length of the unfolded time */
function tickTimes(ms: number, shownMs: number): number[] {
  const step = roundStep(shownMs / MAX_TICKS);
  const count = Math.floor(ms / step);
  // A long fold would contain many ticks, none of them visible.
  return Array.from({ length: Math.min(count, 10_000) + 1 }, (_, index) => index * step);
}

/** 1, 2 or 5 times a power of ten. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10);
}

// A small chart of a number over the last minutes.
import { age } from '../parts/times';

export interface Point {
  /** Milliseconds. */
  readonly at: number;
  readonly value: number;
}

interface Props {
  readonly title: string;
  /** The unit, in the plural. */
  readonly unit: string;
  /** The oldest first. */
  readonly points: readonly Point[];
}

const WIDTH = 300;
const HEIGHT = 56;
const MINUTES_5 = 300_000;

export function Plot({ title, unit, points }: Props) {
  const now = points.at(-1)?.value ?? 0;
  const most = Math.max(0, ...points.map(({ value }) => value));
  const line = lineOf(points, Math.max(1, most));
  return (
    <figure class="plot">
      <figcaption>
        <span class="plot-title" title={title}>
          {title}
        </span>
        <b>{now}</b>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${title}: ${now} ${unit} now, ${most} at most in the last ${age(lengthOf(points))}`}
      >
        <path class="plot-area" d={`${line} V${HEIGHT} H${firstX(points)} Z`} />
        <path class="plot-line" d={line} />
      </svg>
      <p class="muted plot-most">{`at most ${most}`}</p>
    </figure>
  );
}

function lineOf(points: readonly Point[], most: number): string {
  const steps = points.map(({ at, value }) => {
    const y = HEIGHT - 1 - (value / most) * (HEIGHT - 4);
    return `${xOf(at, points)} ${y.toFixed(1)}`;
  });
  return steps.length === 0 ? `M0 ${HEIGHT}` : `M${steps.join(' L')}`;
}

function firstX(points: readonly Point[]): string {
  return xOf(points[0]?.at ?? 0, points);
}

/** The newest point is at the right. */
function xOf(at: number, points: readonly Point[]): string {
  const last = points.at(-1)?.at ?? 0;
  return (WIDTH - ((last - at) / MINUTES_5) * WIDTH).toFixed(1);
}

function lengthOf(points: readonly Point[]): number {
  return (points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0);
}

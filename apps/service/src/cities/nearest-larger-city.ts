// The sample's computation: for each city the nearest one that has more inhabitants, by comparing all pairs.
import { type City } from './city';
import { type UnitVectors, unitVectors } from './great-circle';

/** In a result, where no city is larger. */
export const NONE = -1;

/** How often progress is reported. */
const PROGRESS_STEPS = 10;

/**
 * For each city the index of its nearest larger city, or {@link NONE}.
 *
 * A city is larger if its population is strictly greater. Of several that are equally near, the
 * largest is taken, and of those the first.
 *
 * It looks at every pair of a city and a larger one: 7.5 thousand million for the world's 120,000.
 *
 * @param onProgress told about ten times how many cities are done
 * @example
 * nearestLargerCities([village, townNearby, capital]) // Int32Array [1, 2, -1]
 */
export function nearestLargerCities(
  cities: readonly City[],
  onProgress: (done: number) => void = () => undefined,
): Int32Array {
  const byRank = [...cities.keys()].sort((a, b) => cities[b]!.population - cities[a]!.population);
  const vectors = unitVectors(byRank.map((index) => cities[index]!));
  const step = Math.ceil(cities.length / PROGRESS_STEPS);
  const nearest = new Int32Array(cities.length);
  let larger = 0; // how many cities exceed that of the current rank: they are the first ones
  byRank.forEach((index, rank) => {
    if (cities[index]!.population < cities[byRank[larger]!]!.population) larger = rank;
    nearest[index] = byRank[nearestOf(larger, rank, vectors)] ?? NONE;
    if ((rank + 1) % step === 0 || rank + 1 === cities.length) onProgress(rank + 1);
  });
  return nearest;
}

/**
 * Which of the first `count` vectors is nearest to another one, or {@link NONE} of none. Nearest means
 * the largest dot product, which needs no trigonometry in the loop that takes all the time.
 */
function nearestOf(count: number, to: number, { x, y, z }: UnitVectors): number {
  const toX = x[to]!;
  const toY = y[to]!;
  const toZ = z[to]!;
  let nearest = NONE;
  let nearestDot = -Infinity;
  for (let other = 0; other < count; other += 1) {
    const dot = toX * x[other]! + toY * y[other]! + toZ * z[other]!;
    if (dot > nearestDot) {
      nearestDot = dot;
      nearest = other;
    }
  }
  return nearest;
}

// Distances on the globe, by unit vectors: no special cases at the poles or at the antimeridian.
import { type City } from './city';

type Position = Pick<City, 'latitude' | 'longitude'>;

/** The components of many unit vectors, one array each: compact, and quick to scan. */
export interface UnitVectors {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
}

/** The mean radius of the Earth in km (IUGG). */
const EARTH_RADIUS_KM = 6371.0088;

/** From the centre of the Earth to each position. */
export function unitVectors(positions: readonly Position[]): UnitVectors {
  const { length } = positions;
  const [xs, ys, zs] = [
    new Float64Array(length),
    new Float64Array(length),
    new Float64Array(length),
  ];
  positions.forEach((position, index) => {
    const { x, y, z } = unitVector(position);
    xs[index] = x;
    ys[index] = y;
    zs[index] = z;
  });
  return { x: xs, y: ys, z: zs };
}

/** The shortest way over the surface, in km. By the chord, which is exact for neighbors as well. */
export function distanceKm(from: Position, to: Position): number {
  const [a, b] = [unitVector(from), unitVector(to)];
  const chord = Math.hypot(a.x - b.x, a.y - b.y, a.z - b.z);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, chord / 2));
}

function unitVector({ latitude, longitude }: Position) {
  const [phi, lambda] = [radians(latitude), radians(longitude)];
  return {
    x: Math.cos(phi) * Math.cos(lambda),
    y: Math.cos(phi) * Math.sin(lambda),
    z: Math.sin(phi),
  };
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

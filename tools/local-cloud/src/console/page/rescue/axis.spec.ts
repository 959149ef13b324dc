import { axisOf } from './axis';

describe('a time axis', () => {
  it('puts every moment where its share of the time is', () => {
    const { xOf } = axisOf({ from: 5000, to: 15_000 });
    expect([5000, 10_000, 15_000].map(xOf)).toEqual([0, 0.5, 1]);
  });

  it('lasts a second at least, and keeps what is outside at its ends', () => {
    const { xOf } = axisOf({ from: 0, to: 10 });
    expect([-50, 500, 2000].map(xOf)).toEqual([0, 0.5, 1]);
  });

  it('has a few ticks at round times', () => {
    const { ticks } = axisOf({ from: 300, to: 19_300 });
    expect(ticks.map(({ ms }) => ms)).toEqual([0, 5000, 10_000, 15_000]);
    expect(ticks[1]?.x).toBeCloseTo(5 / 19);
  });

  it('folds the time in which something waits for a person', () => {
    const minutes = { from: 10_000, to: 610_000 };
    const { xOf, ticks, folds } = axisOf({ from: 0, to: 620_000 }, [minutes]);
    // 20 s are left, and the fold takes 8 % of them.
    expect(xOf(10_000)).toBeCloseTo(10 / 21.6);
    expect(xOf(610_000)).toBeCloseTo(11.6 / 21.6);
    expect(xOf(620_000)).toBe(1);
    expect(folds).toEqual([minutes]);
    expect(ticks.map(({ ms }) => ms)).toEqual([0, 5000, 10_000, 610_000, 615_000, 620_000]);
  });

  it('leaves as it is what would not become shorter', () => {
    expect(axisOf({ from: 0, to: 10_000 }, [{ from: 5000, to: 5100 }]).folds).toEqual([]);
  });
});

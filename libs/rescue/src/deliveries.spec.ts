import { MAXIMUM_DELIVERIES, pauseBeforeAttempt, pauseSeconds } from './deliveries';

describe('pauseSeconds', () => {
  it('doubles from half a minute up to 15 minutes', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 25].map(pauseSeconds)).toEqual([
      ...[30, 60, 120, 240, 480, 900, 900, 900],
    ]);
  });

  it('adds up to some four hours before a message is parked', () => {
    let seconds = 0;
    for (let delivery = 1; delivery < MAXIMUM_DELIVERIES; delivery += 1) {
      seconds += pauseSeconds(delivery);
    }
    expect(seconds / 3600).toBeCloseTo(3.76, 2);
  });
});

describe('pauseBeforeAttempt', () => {
  it('takes 1, 5 and then 15 minutes, which SQS can delay a message', () => {
    expect([2, 3, 4, 5, 20].map(pauseBeforeAttempt)).toEqual([60, 300, 900, 900, 900]);
  });
});

import { MAXIMUM_DELIVERIES, secondsBeforeAttempt, secondsBeforeDelivery } from './retry-policy';

describe('secondsBeforeDelivery', () => {
  it('doubles from half a minute up to 15 minutes', () => {
    const seconds = [1, 2, 3, 4, 5, 6, 7, 25].map(secondsBeforeDelivery);
    expect(seconds).toEqual([30, 60, 120, 240, 480, 900, 900, 900]);
  });

  it('adds up to nearly four hours before a message is parked', () => {
    let seconds = 0;
    for (let delivery = 1; delivery < MAXIMUM_DELIVERIES; delivery += 1) {
      seconds += secondsBeforeDelivery(delivery);
    }
    expect(seconds / 3600).toBeCloseTo(3.76, 2);
  });
});

describe('secondsBeforeAttempt', () => {
  it('waits 1, 5, and then 15 minutes, the longest delay of an SQS message', () => {
    expect([2, 3, 4, 5, 20].map(secondsBeforeAttempt)).toEqual([60, 300, 900, 900, 900]);
  });
});

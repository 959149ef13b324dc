import fs from 'node:fs';
import path from 'node:path';
import { ALARMS, type Case, estimate } from './estimate';
import { type Prices } from '@immortal/shared/prices';

/** Round figures, so that the expected values can be computed by hand. */
const PRICES: Prices = {
  lambdaGbSecond: 0.001,
  lambdaRequest: 0.01,
  fargateVcpuHour: 6,
  fargateGbHour: 3,
  spotVcpuHour: 2,
  spotGbHour: 1,
  diskGbHour: 0,
  publicAddressHour: 1,
  queueRequest: 0,
  alarmMonth: 1,
  dashboardMonth: 10,
  customMetricMonth: 0,
};

const CASE: Case = {
  memory: 2048,
  timeout: 60,
  retries: 2,
  taskCpu: 512,
  taskMemory: 1024,
  spot: false,
  minutes: 29,
  rescuesPerMonth: 10,
  functions: 4,
};

/** The secondary: two runs of two seconds with 256 MB. */
const AROUND = 2 * (0.5 * 0.001 + 0.01);

describe('estimate', () => {
  it('adds up a rescue: each attempt until its timeout, and the container from its image pull', () => {
    const { rescue } = estimate(CASE, PRICES);

    expect(rescue.lambda).toBeCloseTo(3 * (2 * 60 * 0.001 + 0.01));
    expect(rescue.container).toBeCloseTo(0.5 * (0.5 * 6 + 1 * 3));
    expect(rescue.address).toBeCloseTo(0.5);
    expect(rescue.around).toBeCloseTo(AROUND);
    expect(rescue.total).toBeCloseTo(0.39 + 3 + 0.5 + AROUND);
  });

  it('uses the prices of Spot for a task on Spot', () => {
    expect(estimate({ ...CASE, spot: true }, PRICES).rescue.container).toBeCloseTo(1);
  });

  it('shows how much money and time fewer retries save', () => {
    const { byRetries, rescue } = estimate({ ...CASE, timeout: 900 }, PRICES);

    expect(byRetries.map(({ minutesBefore }) => minutesBefore)).toEqual([48, 31, 15]);
    expect(byRetries[0]?.total).toBe(rescue.total);
    expect(byRetries[0]!.total - byRetries[1]!.total).toBeCloseTo(2 * 900 * 0.001 + 0.01);
    expect(byRetries[1]!.total - byRetries[2]!.total).toBeCloseTo(2 * 900 * 0.001 + 0.01);
  });

  it('tells what share of retries in Lambda must succeed for one more to pay', () => {
    const cheap = estimate(CASE, PRICES);
    expect(cheap.retryPaysFrom).toBeCloseTo(0.13 / (3.5 + AROUND));

    const dear = estimate({ ...CASE, memory: 10_240, timeout: 900, minutes: 1 }, PRICES);
    expect(dear.retryPaysFrom).toBeGreaterThan(1);
  });

  it('adds up what the stack costs when nothing fails', () => {
    const { atRest, month, rescue } = estimate(CASE, { ...PRICES, queueRequest: 0.000_001 });

    expect(atRest.alarms).toBe(3 + 2 * 4);
    expect(atRest.dashboard).toBe(10);
    expect(atRest.polling).toBeCloseTo(5 * 0.657); // five queues
    expect(month).toBeCloseTo(10 * rescue.total + atRest.total);
  });

  it('counts as many alarms as the stack has', () => {
    const file = path.join(__dirname, '../../../../tools/serverless-plugin/resources/alarms.yml');
    const alarms = fs.readFileSync(file, 'utf8').match(/Type: AWS::CloudWatch::Alarm$/gm);
    expect(alarms).toHaveLength(ALARMS.stack);
  });
});

// What a stack costs at rest, what a rescue costs, and whether a retry in Lambda pays.
import { type Prices } from '@immortal/shared/prices';

/** One function and how it is rescued. */
export interface Case {
  /** MB of the function. */
  readonly memory: number;
  /** Seconds. */
  readonly timeout: number;
  /** The function's maximumRetryAttempts. */
  readonly retries: number;
  /** CPU units and MB of the task. */
  readonly taskCpu: number;
  readonly taskMemory: number;
  readonly spot: boolean;
  /** Minutes that the function takes in the container. */
  readonly minutes: number;
  readonly rescuesPerMonth: number;
  /** How many functions of the stack are rescued. */
  readonly functions: number;
}

/** USD. */
export interface Estimate {
  /** Per month. */
  readonly atRest: Readonly<Record<'alarms' | 'dashboard' | 'polling' | 'total', number>>;
  readonly rescue: Readonly<
    Record<'lambda' | 'container' | 'address' | 'around' | 'total', number>
  >;
  /** The same rescue for each number of retries, from 2 to 0. */
  readonly byRetries: readonly {
    readonly retries: number;
    readonly lambda: number;
    /** From the invocation until the container is requested. */
    readonly minutesBefore: number;
    readonly total: number;
  }[];
  /** The share of retries that must succeed for one more to pay; from 1 on, it never does. */
  readonly retryPaysFrom: number;
  /** Per month, including the stack at rest. */
  readonly month: number;
}

/** Of tools/serverless-plugin/resources/alarms.yml, and those that @immortal/serverless-plugin adds for each function. */
export const ALARMS = { stack: 3, function: 2 } as const;

/** Assumed: Lambda polls a queue with five long polls of 20 seconds in parallel, even if it is empty. */
const POLLS_PER_MONTH = (5 * 730 * 3600) / 20;
/** Assumed: minutes from the image pull, when Fargate begins to bill, to the start of the function. */
export const START_MINUTES = 1;
/** Assumed: the secondary's work on the failure and on the stopped task, and the requests to both queues. */
const SECONDARY = { runs: 2, seconds: 2, gb: 0.25 } as const;
const QUEUE_REQUESTS = 10;
/** Two metrics when the rescue starts and two when it ends, each billed for the hours in which it has a value. */
const METRIC_HOURS = 4;

const HOURS_PER_MONTH = 730;
/** Minutes before the first and the second retry. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const WAITS = [1, 2] as const;

export function estimate(one: Case, prices: Prices): Estimate {
  const atRest = stackAtRest(one, prices);
  const rescue = oneRescue(one, prices);
  const outsideLambda = rescue.total - rescue.lambda;
  const byRetries = [2, 1, 0].map((retries) => {
    const lambda = attempts(one, retries, prices);
    const minutesBefore = minutesOf(one, retries);
    return { retries, lambda, minutesBefore, total: lambda + outsideLambda };
  });
  return {
    atRest,
    rescue,
    byRetries,
    retryPaysFrom: attempts(one, 0, prices) / outsideLambda,
    month: one.rescuesPerMonth * rescue.total + atRest.total,
  };
}

function stackAtRest({ functions }: Case, prices: Prices): Estimate['atRest'] {
  const alarms = (ALARMS.stack + ALARMS.function * functions) * prices.alarmMonth;
  const dashboard = prices.dashboardMonth;
  // A failure queue for each function, and one queue for stopped tasks.
  const polling = (functions + 1) * POLLS_PER_MONTH * prices.queueRequest;
  return { alarms, dashboard, polling, total: alarms + dashboard + polling };
}

function oneRescue(one: Case, prices: Prices): Estimate['rescue'] {
  const hours = (START_MINUTES + one.minutes) / 60;
  const vcpuHour = one.spot ? prices.spotVcpuHour : prices.fargateVcpuHour;
  const gbHour = one.spot ? prices.spotGbHour : prices.fargateGbHour;
  const lambda = attempts(one, one.retries, prices);
  const container = hours * ((one.taskCpu / 1024) * vcpuHour + (one.taskMemory / 1024) * gbHour);
  const address = hours * prices.publicAddressHour;
  const around = aroundRescue(prices);
  return { lambda, container, address, around, total: lambda + container + address + around };
}

/** All attempts in Lambda, each until its timeout. */
function attempts({ memory, timeout }: Case, retries: number, prices: Prices): number {
  const gbSeconds = (memory / 1024) * timeout;
  return (retries + 1) * (gbSeconds * prices.lambdaGbSecond + prices.lambdaRequest);
}

function aroundRescue(prices: Prices): number {
  const { runs, seconds, gb } = SECONDARY;
  const secondary = runs * (seconds * gb * prices.lambdaGbSecond + prices.lambdaRequest);
  const metrics = METRIC_HOURS * (prices.customMetricMonth / HOURS_PER_MONTH);
  return secondary + metrics + QUEUE_REQUESTS * prices.queueRequest;
}

function minutesOf({ timeout }: Case, retries: number): number {
  const waits = WAITS.slice(0, retries).reduce((sum, wait) => sum + wait, 0);
  return ((retries + 1) * timeout) / 60 + waits;
}

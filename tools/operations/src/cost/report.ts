// An estimate as text.
import { CHECKED_ON, REGIONS } from '@immortal/shared/prices';
import { ALARMS, type Estimate, START_MINUTES } from './estimate';
import { type Options } from './options';

const WIDTH = 58;

export function report(options: Options, estimate: Estimate): string {
  return [
    `USD in ${options.region} on ${options.architecture}, without free tiers, by prices of ${CHECKED_ON}`,
    atRest(options, estimate),
    rescue(options, estimate),
    retries(estimate),
    advice(estimate),
    line(month(options), estimate.month),
    remarks(options),
  ].join('\n\n');
}

function atRest({ one }: Options, { atRest: costs }: Estimate): string {
  return [
    line('At rest, per month', costs.total),
    line(`  ${ALARMS.stack + ALARMS.function * one.functions} alarms`, costs.alarms),
    line('  dashboard', costs.dashboard),
    line(`  polling of ${one.functions + 1} queues, even if they are empty`, costs.polling),
  ].join('\n');
}

function rescue({ one }: Options, { rescue: costs }: Estimate): string {
  const { retries, timeout, memory, taskCpu, taskMemory, spot } = one;
  const task = `${taskCpu / 1024} vCPU, ${taskMemory / 1024} GB${spot ? ', Spot' : ''}`;
  return [
    line('One rescue', costs.total),
    line(`  ${attempts(retries)} in Lambda of ${timeout} s, ${memory} MB`, costs.lambda),
    line(`  container of ${START_MINUTES} + ${one.minutes} min, ${task}`, costs.container),
    line('  its public address', costs.address),
    line('  secondary, queues, metrics', costs.around),
  ].join('\n');
}

function retries({ byRetries }: Estimate): string {
  const rows = byRetries.map(({ retries: count, minutesBefore, total }) => {
    const minutes = `${Number(minutesBefore.toFixed(1))} min before the container`;
    return line(`  ${count}: ${attempts(count)}, ${minutes}`, total);
  });
  return ['One rescue, by maximumRetryAttempts', ...rows].join('\n');
}

function advice({ retryPaysFrom }: Estimate): string {
  if (retryPaysFrom >= 1) {
    return 'An attempt in Lambda costs more than the container: trying again never pays.\nSet maximumRetryAttempts: 0.';
  }
  return `Trying again in Lambda pays if it succeeds in more than ${Math.round(retryPaysFrom * 100)} of 100 cases.\nOtherwise set maximumRetryAttempts: 0.`;
}

function month({ one }: Options): string {
  return `A month with ${one.rescuesPerMonth} rescues`;
}

function remarks({ region, one }: Options): string {
  const unconfirmed = REGIONS[region].unconfirmed.join(', ');
  return [
    'Not counted: logs, the image in ECR, S3, traffic, and what the function itself uses.',
    `No copy of AWS's price list confirmed: ${unconfirmed}.`,
    ...(one.spot ? ['Spot prices float; these are of 2026-09-28.'] : []),
    'Sources: libs/shared/src/prices.ts',
  ].join('\n');
}

function attempts(retryCount: number): string {
  return retryCount === 0 ? '1 attempt' : `${retryCount + 1} attempts`;
}

function line(label: string, usd: number): string {
  return `${label.padEnd(WIDTH)}${usd.toFixed(usd < 1 ? 4 : 2).padStart(10)}`;
}

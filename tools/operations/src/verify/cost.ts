// The most that the probes can cost.
import { REGIONS } from '@immortal/shared/prices';
import { MAXIMUM_SECONDS } from './probe-tasks';
import { MAXIMUM_TASKS } from './probes/remembered-failures';

/** Of the same order in all regions. */
const PRICES = REGIONS['eu-west-1'].prices.x86_64;

/** The rescue, the task that is stopped, the large line, and the memory: 0.25 vCPU and 0.5 GB each. */
const SMALL_TASKS = 4;

/** In USD, if every task runs for as long as it may. */
export function highestCost(fillQuotaVcpus = 0): number {
  const hours = MAXIMUM_SECONDS / 3600;
  const task = (vcpus: number, gigabytes: number) =>
    hours *
    (vcpus * PRICES.fargateVcpuHour + gigabytes * PRICES.fargateGbHour + PRICES.publicAddressHour);
  return (
    SMALL_TASKS * task(0.25, 0.5) +
    (fillQuotaVcpus > 0 ? MAXIMUM_TASKS * task(fillQuotaVcpus, 2 * fillQuotaVcpus) : 0)
  );
}

// How many processes of this container the kernel has killed for want of memory.
import fs from 'node:fs';
import path from 'node:path';

/**
 * Where a container sees the counters of its own cgroup: version 2, then version 1.
 *
 * @see https://docs.kernel.org/admin-guide/cgroup-v2.html, `memory.events`
 * @see https://docs.kernel.org/admin-guide/cgroup-v1/memory.html, `memory.oom_control`
 */
const COUNTERS = ['memory.events', 'memory/memory.oom_control'];

/**
 * Counted before the process dies. 0 where the system does not tell.
 *
 * @param cgroup the folder where cgroups are mounted
 */
export function oomKills(cgroup = '/sys/fs/cgroup'): number {
  for (const file of COUNTERS) {
    const count = /^oom_kill (\d+)$/m.exec(read(path.join(cgroup, file)))?.[1];
    if (count !== undefined) return Number(count);
  }
  return 0;
}

/** Empty for what is missing or may not be read: without a counter, nothing is claimed. */
function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

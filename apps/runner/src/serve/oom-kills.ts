// Counts the processes in this container that the kernel has killed because memory ran out.
import fs from 'node:fs';
import path from 'node:path';

/**
 * The counters of the container's own cgroup: version 2, then version 1.
 *
 * @see https://docs.kernel.org/admin-guide/cgroup-v2.html, `memory.events`
 * @see https://docs.kernel.org/admin-guide/cgroup-v1/memory.html, `memory.oom_control`
 */
const COUNTERS = ['memory.events', 'memory/memory.oom_control'];

/**
 * The kernel counts a process before it exits.
 *
 * @param cgroup the mount point of the cgroup file system
 * @returns 0 on a system without these counters
 */
export function oomKills(cgroup = '/sys/fs/cgroup'): number {
  for (const file of COUNTERS) {
    const count = /^oom_kill (\d+)$/m.exec(read(path.join(cgroup, file)))?.[1];
    if (count !== undefined) return Number(count);
  }
  return 0;
}

/** Empty for a file that is missing or not readable. */
function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

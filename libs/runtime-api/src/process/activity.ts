// Whether a process still does something, as Linux tells it: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Running, or waiting for a disk. */
const ACTIVE = /^State:\s+[RD]/m;
/** How often it has run. */
const SWITCHES = /^(?:non)?voluntary_ctxt_switches:\s+\d+$/gm;

/**
 * Whether all threads of a process, and of those that it has started, wait for something. One that has output left
 * to write does not wait once the pipe has room.
 *
 * @returns undefined where the system does not tell
 */
export function isAsleep(pid: number): boolean | undefined {
  if (!existsSync('/proc/self/task')) return undefined;
  // One thread may wake another that has been looked at, and wait itself when it is looked at. So all have to be found
  // waiting twice, none of them having run in between.
  const before = sleepersOf(pid);
  return before !== undefined && before === sleepersOf(pid);
}

/** The threads, and how often each has run; undefined if one is active. */
function sleepersOf(pid: number): string | undefined {
  const pids = [pid];
  const seen: string[] = [];
  for (const one of pids) {
    for (const thread of threadsOf(one)) {
      const status = read(`${thread}/status`);
      if (ACTIVE.test(status)) return undefined;
      seen.push(`${thread} ${status.match(SWITCHES)?.join() ?? ''}`);
      pids.push(...childrenOf(thread));
    }
  }
  return seen.join('\n');
}

/** Their folders; none for a process that is gone. */
function threadsOf(pid: number): string[] {
  const folder = `/proc/${pid}/task`;
  try {
    return readdirSync(folder).map((thread) => `${folder}/${thread}`);
  } catch {
    return [];
  }
}

function childrenOf(thread: string): number[] {
  return read(`${thread}/children`).split(' ').filter(Boolean).map(Number);
}

/** Empty for a thread that has ended meanwhile, and for what this kernel does not have. */
function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

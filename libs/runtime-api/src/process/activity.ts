// Detects whether a process is idle, from Linux's /proc: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Running, or waiting for I/O. */
const ACTIVE = /^State:\s+[RD]/m;
/** How often the thread was scheduled. */
const SWITCHES = /^(?:non)?voluntary_ctxt_switches:\s+\d+$/gm;

/**
 * Whether all threads of a process and of its children are waiting. A thread with output left to write does not wait
 * once the pipe has room.
 *
 * @returns undefined on a system without /proc
 */
export function isAsleep(pid: number): boolean | undefined {
  if (!existsSync('/proc/self/task')) return undefined;
  // One thread may wake another that was already checked, and then wait itself. So all threads must be waiting in two
  // checks, and none may have run in between.
  const before = sleepersOf(pid);
  return before !== undefined && before === sleepersOf(pid);
}

/** The threads, and how often each was scheduled; undefined if one is active. */
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

/** The folders of a process's threads; none if it has ended. */
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

/** Empty for a thread that has ended, and for a file that this kernel does not have. */
function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

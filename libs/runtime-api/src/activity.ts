// Whether a process still does something, as Linux tells it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Runs, or waits for a disk: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const ACTIVE = /^[RD]/;

/**
 * Whether all threads of a process, and of those that it has started, wait for something. One that has output left
 * to write does not wait once the pipe has room.
 *
 * @returns undefined where the system does not tell
 */
export function isAsleep(pid: number): boolean | undefined {
  if (!existsSync('/proc/self/task')) return undefined;
  const pids = [pid];
  for (const one of pids) {
    const threads = threadsOf(one);
    if (threads.some((thread) => ACTIVE.test(stateOf(thread)))) return false;
    pids.push(...threads.flatMap(childrenOf));
  }
  return true;
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

/** It follows the name, which can have any character. */
function stateOf(thread: string): string {
  return read(`${thread}/stat`).replace(/^.*\) /s, '');
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

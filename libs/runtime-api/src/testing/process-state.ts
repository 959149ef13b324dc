// For tests: the state of a process, as the system reports it.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';

/** Such as S for sleeping and T for stopped; Z or nothing if the process has ended. */
export function stateOf(pid: number): string {
  try {
    const state = existsSync('/proc/self/status')
      ? /^State:\s+(\w)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
      : execFileSync('ps', ['-o', 'state=', '-p', String(pid)], { encoding: 'utf8' });
    return state?.[0] ?? '';
  } catch {
    return '';
  }
}

/** @throws {Error} if the process ends instead */
export async function untilFrozen(pid: number): Promise<void> {
  while (stateOf(pid) !== 'T') {
    if (hasEnded(pid)) throw new Error(`process ${pid} has ended`);
    await setImmediate();
  }
}

export async function untilEnded(pid: number): Promise<void> {
  while (!hasEnded(pid)) await setImmediate();
}

const hasEnded = (pid: number): boolean => /^Z?$/.test(stateOf(pid));

// Finds and ends processes by a text in their environment.
import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** How long to wait for killed processes to end: one that hangs in the kernel must not hang this one. */
const PATIENCE_MS = 5000;
const PAUSE_MS = 5;
/** Limited, because a program may really have an empty environment. */
const MAX_TRIES = 4;

/**
 * Kills every process that has the text in its environment, and everything that it started.
 *
 * @param spared the id of a process to leave alone
 */
export async function killProcessesOf(marker: string, spared?: number): Promise<void> {
  const find = async () => (await processesWith(marker)).filter((pid) => pid !== spared);
  const until = Date.now() + PATIENCE_MS;
  // A process may have started another one in the meantime, so this repeats until none is found.
  for (let found = await find(); found.length > 0;) {
    for (const pid of found) kill(pid);
    if (Date.now() > until) return;
    await sleep(PAUSE_MS);
    found = await find();
  }
}

/** Ids of the processes that have the text in their environment, except this one. */
export async function processesWith(marker: string): Promise<number[]> {
  const all = process.platform === 'linux' ? await fromProc() : await fromPs();
  return all
    .filter(({ pid, environment }) => pid !== process.pid && environment.includes(marker))
    .map(({ pid }) => pid);
}

interface Seen {
  readonly pid: number;
  readonly environment: string;
}

async function fromProc(): Promise<Seen[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  return Promise.all(pids.map(async (pid) => ({ pid, environment: await environmentOf(pid) })));
}

/** Empty for another user's process and for one that has ended: neither is ours to kill. */
async function environmentOf(pid: number): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    // While a process executes another program, its new environment is not there yet.
    if (environment !== '' || tries === MAX_TRIES || !(await hasProgram(pid))) return environment;
    await sleep(PAUSE_MS);
  }
}

/** False for a process that has ended, and for the kernel's own. */
function hasProgram(pid: number): Promise<boolean> {
  return readlink(`/proc/${pid}/exe`).then(
    () => true,
    () => false,
  );
}

/** macOS and the BSDs: `-E` shows the environment behind the command. */
async function fromPs(): Promise<Seen[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axwwE', '-o', 'pid=,command='], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.split('\n').map((line) => ({ pid: Number.parseInt(line, 10), environment: line }));
}

/** Kills the whole process group if the process leads one. */
function kill(pid: number): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ESRCH' && code !== 'EPERM') throw error;
    }
  }
}

// Finds and ends processes by a text in their environment.
import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** How long to wait for killed processes to go: one that hangs in the kernel must not hang this one. */
const PATIENCE_MS = 5000;
const PAUSE_MS = 5;
/** A program may also have been given an empty environment. */
const MAX_TRIES = 4;

/**
 * Kills every process that has the text in its environment, with what it has started.
 *
 * @param spared the id of one that may live
 */
export async function killProcessesOf(marker: string, spared?: number): Promise<void> {
  const find = async () => (await processesWith(marker)).filter((pid) => pid !== spared);
  const until = Date.now() + PATIENCE_MS;
  // What is found may have started something meanwhile: again, until nothing is found.
  for (let found = await find(); found.length > 0;) {
    for (const pid of found) kill(pid);
    if (Date.now() > until) return;
    await sleep(PAUSE_MS);
    found = await find();
  }
}

/** Ids of the processes that have the text in their environment, without this one. */
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

/** Empty for another user's process and for one that has ended meanwhile: neither is ours to kill. */
async function environmentOf(pid: number): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    // While a process becomes another program, its new environment is not there yet.
    if (environment !== '' || tries === MAX_TRIES || !(await hasProgram(pid))) return environment;
    await sleep(PAUSE_MS);
  }
}

/** Not so for what has ended, and for the kernel's own. */
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

/** The whole group when the process leads one. */
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

// What runs of the local cloud leave on this machine.
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The folder for the runs of one spec file, separate from all others on this machine. */
export const temporaryFolder = mkdtempSync(path.join(os.tmpdir(), 'e2e-'));
const BASE = path.join(temporaryFolder, `immortal-${os.userInfo().uid}`);

/** The folders and sockets of runs. */
export function foldersLeft(): string[] {
  return existsSync(BASE) ? readdirSync(BASE) : [];
}

/** Processes whose environment names such a folder; empty without /proc. */
export function processesLeft(): string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`${BASE}/`);
    } catch {
      return false; // another user's, or it has ended
    }
  });
}

// What runs of the local cloud have left on this machine.
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Where the runs of one spec file keep their folders, apart from all others on this machine. */
export const temporaryFolder = mkdtempSync(path.join(os.tmpdir(), 'e2e-'));
const BASE = path.join(temporaryFolder, `immortal-${os.userInfo().uid}`);

/** The folders and sockets of runs. */
export function foldersLeft(): string[] {
  return existsSync(BASE) ? readdirSync(BASE) : [];
}

/** Processes whose environment names such a folder; empty where /proc does not tell. */
export function processesLeft(): string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`${BASE}/`);
    } catch {
      return false; // somebody else's, or it has ended meanwhile
    }
  });
}

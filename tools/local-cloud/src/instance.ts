// One run of the local cloud on this machine: its folder, and the sweeping up after runs that were killed.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { lstat, mkdir, readdir, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { UsageError } from './errors';
import { killProcessesOf } from './processes';

/** Everything that a run starts has its folder in its environment: by that it is found again. */
export class Instance {
  private constructor(
    readonly folder: string,
    private readonly life: net.Server,
  ) {}

  /** @throws {UsageError} if the folder for all runs belongs to somebody else */
  static async create(): Promise<Instance> {
    const { uid } = os.userInfo();
    const base = path.join(os.tmpdir(), `immortal-${uid}`);
    await mkdir(base, { recursive: true, mode: 0o700 });
    if ((await lstat(base)).uid !== uid) {
      throw new UsageError(`${base} belongs to somebody else: set TMPDIR to a folder of your own`);
    }
    await sweep(base);
    const folder = path.join(base, randomUUID().slice(0, 8));
    // Whoever asks whether this run lives needs no answer but the connection.
    const life = net.createServer((socket) => socket.destroy()).listen(socketOf(folder));
    await once(life, 'listening');
    life.unref();
    await mkdir(folder);
    return new Instance(folder, life);
  }

  /** Kills what is left of this run and removes its folder. */
  async remove(): Promise<void> {
    await killProcessesOf(this.folder);
    await rm(this.folder, { recursive: true, force: true });
    this.life.close();
    await once(this.life, 'close');
  }
}

/** Whoever listens here lives. The operating system closes it however a run ends. */
function socketOf(folder: string): string {
  return `${folder}.sock`;
}

async function sweep(base: string): Promise<void> {
  for (const entry of await readdir(base, { withFileTypes: true })) {
    const folder = path.join(base, entry.name);
    if (!entry.isDirectory() || (await isAlive(folder))) continue;
    await killProcessesOf(folder);
    await rm(folder, { recursive: true, force: true });
    await rm(socketOf(folder), { force: true });
  }
}

async function isAlive(folder: string): Promise<boolean> {
  const socket = net.connect(socketOf(folder));
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    // Nobody listens, or there is no such socket: either way, its owner is gone.
    return false;
  } finally {
    socket.destroy();
  }
}

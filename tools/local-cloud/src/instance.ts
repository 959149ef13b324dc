// One run of the local cloud on this machine: its folder, and the sweeping up after runs that were killed.
import { mkdir, readdir, rm } from 'node:fs/promises';
import net from 'node:net';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { killProcessesOf } from './processes';

/** Everything that a run starts has its folder in its environment: by that it is found again. */
export class Instance {
  private constructor(
    readonly folder: string,
    private readonly life: net.Server,
  ) {}

  static async create(): Promise<Instance> {
    const base = path.join(os.tmpdir(), `immortal-${os.userInfo().uid}`);
    await mkdir(base, { recursive: true, mode: 0o700 });
    await sweep(base);
    const folder = path.join(base, randomUUID().slice(0, 8));
    const life = net.createServer().listen(socketOf(folder));
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

// One run of the local cloud on this machine: its folder, and the sweeping up after runs that were killed.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { killProcessesOf } from '../processes';
import { userFolder } from './user-folder';

const CONSOLE_FILE = 'console.json';

/** How commands of the same user get to the console of a run. */
export interface ConsoleAccess {
  readonly origin: string;
  readonly token: string;
}

/** Everything that a run starts has its folder in its environment: by that it is found again. */
export class Instance {
  private constructor(
    readonly folder: string,
    private readonly life: net.Server,
  ) {}

  /** @throws {UsageError} if the folder for all runs is not safe from other users */
  static async create(): Promise<Instance> {
    const base = await userFolder();
    await sweep(base);
    const folder = path.join(base, randomUUID().slice(0, 8));
    // The connection itself shows that this run is alive.
    const life = net.createServer((socket) => socket.destroy()).listen(socketOf(folder));
    await once(life, 'listening');
    life.unref();
    await mkdir(folder);
    return new Instance(folder, life);
  }

  /** Leaves for commands of the same user, and for no one else, how they get to the console. */
  async publish(access: ConsoleAccess): Promise<void> {
    await writeFile(path.join(this.folder, CONSOLE_FILE), JSON.stringify(access), { mode: 0o600 });
  }

  /** Kills what is left of this run and removes its folder. */
  async remove(): Promise<void> {
    await killProcessesOf(this.folder);
    await rm(this.folder, { recursive: true, force: true });
    this.life.close();
    await once(this.life, 'close');
  }
}

/**
 * The token of the console of a run of this user that listens there. Another user may have taken the port: what is not
 * ours gets no token.
 */
export async function tokenFor(origin: string): Promise<string | undefined> {
  const base = await userFolder();
  for (const entry of await readdir(base, { withFileTypes: true })) {
    const folder = path.join(base, entry.name);
    if (!entry.isDirectory() || !(await isAlive(folder))) continue;
    const text = await readFile(path.join(folder, CONSOLE_FILE), 'utf8').catch(() => undefined);
    const access = text === undefined ? undefined : (JSON.parse(text) as ConsoleAccess);
    if (access && portOf(access.origin) === portOf(origin)) return access.token;
  }
  return undefined;
}

function portOf(origin: string): string {
  return new URL(origin).port;
}

/** A run listens here as long as it is alive. The operating system closes the socket however a run ends. */
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
    // Nothing listens, or there is no such socket: either way, its owner is gone.
    return false;
  } finally {
    socket.destroy();
  }
}

// One run of the local cloud on this machine: creates its folder, and cleans up after runs that were killed.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { killProcessesOf } from '../processes';
import { userFolder } from './user-folder';

const CONSOLE_FILE = 'console.json';

/** What commands of the same user need to use the console of a run. */
export interface ConsoleAccess {
  readonly origin: string;
  readonly token: string;
}

/** Every process that a run starts has the run's folder in its environment, which is how leftover processes are found. */
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

  /** Writes the access to the console into a file that only this user can read. */
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
 * The console's token, if this user's run listens at the origin. Another user may have taken the port, and must not get
 * the token.
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

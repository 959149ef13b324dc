// A clone of this repository in a temporary folder, with the dependencies of this one.
import { execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { endOf, type Ended } from '../ended';
import { ROOT, workspaceFiles } from '../workspace-files';

const WORKSPACES = ['apps', 'libs', 'tools'];
export const LOCAL_CLOUD = 'tools/local-cloud/bin/local-cloud.cjs';
const AUTHOR = ['-c', 'user.name=spec', '-c', 'user.email=spec@example.com'];

export class Clone {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'clone-'));

  constructor() {
    for (const file of workspaceFiles()) {
      cpSync(path.join(ROOT, file), path.join(this.folder, file));
    }
    this.git('init', '--quiet');
    this.linkDependencies();
    this.linkPackages();
    this.commit();
  }

  /** The scope of its packages, with the @. */
  get scope(): string {
    return scopeIn(this.folder);
  }

  has(file: string): boolean {
    return existsSync(path.join(this.folder, file));
  }

  write(file: string, text: string): void {
    writeFileSync(path.join(this.folder, file), text);
  }

  /** Links the workspace's packages, as `npm install` does. */
  linkPackages(): void {
    const links = path.join(this.folder, 'node_modules', this.scope);
    mkdirSync(links);
    for (const folder of this.packages()) {
      const { name } = JSON.parse(
        readFileSync(path.join(this.folder, folder, 'package.json'), 'utf8'),
      ) as { name: string };
      symlinkSync(path.join(this.folder, folder), path.join(links, path.basename(name)));
    }
  }

  commit(): void {
    this.git('add', '--all');
    this.git(...AUTHOR, 'commit', '--quiet', '--message', 'spec');
  }

  /** The differences from the last commit; empty if there are none. */
  changes(): string {
    return this.git('status', '--porcelain');
  }

  /** The files that are new or changed since the last commit. */
  changedFiles(): string[] {
    const list = ['ls-files', '-z', '--modified', '--others', '--exclude-standard'];
    return this.git(...list)
      .split('\0')
      .filter((file) => file !== '' && this.has(file));
  }

  nx(...args: string[]): Promise<Ended> {
    return this.node('node_modules/nx/dist/bin/nx.js', ...args);
  }

  /** Runs an event of a function in the local cloud, with JSON as output. @param event a file of the clone */
  demo(functionKey: string, event: string, ...more: string[]): Promise<Ended> {
    const which = ['--function', functionKey, '--event', event];
    return this.node(LOCAL_CLOUD, 'demo', '--json', ...which, ...more);
  }

  /** Runs a command without this process's environment, so that a clone's tests do not see the tests that started them. */
  node(script: string, ...args: string[]): Promise<Ended> {
    const { PATH, HOME } = process.env;
    const child = spawn(process.execPath, [path.join(this.folder, script), ...args], {
      cwd: this.folder,
      env: { PATH, HOME, TMPDIR: os.tmpdir(), NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return endOf(child);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private git(...args: string[]): string {
    return execFileSync('git', args, { cwd: this.folder, encoding: 'utf8' });
  }

  private packages(): string[] {
    const inside = WORKSPACES.flatMap((folder) =>
      readdirSync(path.join(this.folder, folder)).map((name) => path.join(folder, name)),
    ).filter((folder) => this.has(path.join(folder, 'package.json')));
    return [...inside, 'e2e'];
  }

  /** Links each package, so that the workspace's own packages can differ. */
  private linkDependencies(): void {
    const own = scopeIn(ROOT);
    for (const folder of ['.', ...this.packages()]) {
      const modules = path.join(ROOT, folder, 'node_modules');
      if (!existsSync(modules)) continue;
      mkdirSync(path.join(this.folder, folder, 'node_modules'));
      for (const name of readdirSync(modules).filter((one) => one !== own)) {
        symlinkSync(path.join(modules, name), path.join(this.folder, folder, 'node_modules', name));
      }
    }
  }
}

function scopeIn(folder: string): string {
  const { name } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    name: string;
  };
  return path.dirname(name);
}

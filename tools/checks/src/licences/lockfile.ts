// The packages of package-lock.json, and which of them are deployed.
// https://docs.npmjs.com/cli/configuring-npm/package-lock-json

export interface LockedPackage {
  readonly version?: string;
  /** An SPDX expression, from the package itself. */
  readonly license?: string;
  /** Whether it is a folder of the workspace, linked into node_modules. */
  readonly link?: boolean;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** By folder, relative to the workspace: `node_modules/yargs`, `apps/runner`. */
export type Lockfile = Readonly<Record<string, LockedPackage>>;

/** The workspace's folders whose bundles are deployed. */
const DEPLOYED = ['apps/runner', 'apps/service'];

/** The folders of all packages from a registry. */
export function installed(lockfile: Lockfile): string[] {
  return Object.keys(lockfile).filter(
    (folder) => folder.includes('node_modules/') && !lockfile[folder]?.link,
  );
}

/** The folders of the packages whose code can be in the bundles. */
export function deployed(lockfile: Lockfile): Set<string> {
  const reached = new Set<string>();
  const waiting = [...DEPLOYED];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (reached.has(folder)) continue;
    reached.add(folder);
    const { dependencies, optionalDependencies, peerDependencies } = lockfile[folder] ?? {};
    const names = [dependencies, optionalDependencies, peerDependencies].flatMap((one) =>
      Object.keys(one ?? {}),
    );
    waiting.push(...names.flatMap((name) => find(name, folder, lockfile) ?? []));
  }
  return new Set(installed(lockfile).filter((folder) => reached.has(folder)));
}

/** Searches like Node.js: in the folder's own node_modules, then in those above. */
function find(name: string, from: string, lockfile: Lockfile): string | undefined {
  const folder = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  const found = lockfile[folder];
  if (found) return found.link ? found.resolved : folder;
  return from === '' ? undefined : find(name, parentOf(from), lockfile);
}

function parentOf(folder: string): string {
  const [above] = /^.*(?=\/node_modules\/)/.exec(folder) ?? [''];
  return above;
}

// The packages of package-lock.json, and which of them come into what is deployed.
// https://docs.npmjs.com/cli/configuring-npm/package-lock-json

export interface LockedPackage {
  readonly version?: string;
  /** An SPDX expression, as the package says it itself. */
  readonly license?: string;
  /** A folder of the workspace that is linked into node_modules. */
  readonly link?: boolean;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** By its folder, from the workspace's: `node_modules/yargs`, `apps/runner`. */
export type Lockfile = Readonly<Record<string, LockedPackage>>;

/** The workspace's folders whose bundles are deployed. */
const DEPLOYED = ['apps/runner', 'apps/service'];

/** The folders of all packages from a registry. */
export function installed(lockfile: Lockfile): string[] {
  return Object.keys(lockfile).filter(
    (folder) => folder.includes('node_modules/') && !lockfile[folder]?.link,
  );
}

/** Of those, the ones that bundles can be made of. */
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

/** As Node.js looks for it: in the folder's own node_modules, then in those above. */
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

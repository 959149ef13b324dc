// Checks the licences of packages: only those that require no more than attribution are allowed.
import { deployed, installed, type Lockfile } from './lockfile';

/** Allowed in deployed code. */
const ANYWHERE = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PSF-2.0',
  'Python-2.0',
];

/** Allowed in development tools too: their conditions concern distribution. */
const FOR_DEVELOPMENT = ['CC-BY-4.0', 'MPL-2.0'];

export interface Judged {
  /** `yargs 17.7.2` */
  readonly name: string;
  readonly licence: string;
  readonly isDeployed: boolean;
  readonly isKnown: boolean;
}

export function judge(lockfile: Lockfile): Judged[] {
  const inBundles = deployed(lockfile);
  return installed(lockfile).map((folder) => {
    const { version = '', license = 'none' } = lockfile[folder] ?? {};
    const isDeployed = inBundles.has(folder);
    const known = isDeployed ? ANYWHERE : [...ANYWHERE, ...FOR_DEVELOPMENT];
    const parts = license.replace(/[()]/g, '').split(/ (?:AND|OR) /);
    return {
      name: `${folder.replace(/^.*node_modules\//, '')} ${version}`,
      licence: license,
      isDeployed,
      isKnown: parts.every((part) => known.includes(part)),
    };
  });
}

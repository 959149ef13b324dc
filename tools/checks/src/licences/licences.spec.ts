import { readText } from '../workspace-file';
import { judge } from './judge';
import { deployed, type Lockfile } from './lockfile';
import { complaints, report } from './report';

const LOCKFILE: Lockfile = {
  '': {},
  'apps/service': { dependencies: { a: '1', '@shop/shared': '0.0.0' } },
  'libs/shared': { dependencies: { b: '1' } },
  'node_modules/@shop/shared': { link: true, resolved: 'libs/shared' },
  'node_modules/a': { version: '1.0.0', license: 'MIT', dependencies: { b: '2' } },
  'node_modules/a/node_modules/b': { version: '2.0.0', license: 'GPL-3.0-only' },
  'node_modules/b': { version: '1.0.0', license: '(MIT OR CC0-1.0)' },
  'node_modules/c': { version: '1.0.0', license: 'MPL-2.0' },
  'node_modules/d': { version: '1.0.0' },
};

describe('the licences', () => {
  it('include in what is deployed all packages that the apps reach, as Node.js finds them', () => {
    expect([...deployed(LOCKFILE)].sort()).toEqual([
      'node_modules/a',
      'node_modules/a/node_modules/b',
      'node_modules/b',
    ]);
  });

  it('are listed by package if they are deployed', () => {
    expect(report(judge(LOCKFILE))).toEqual([
      'Deployed:',
      '  (MIT OR CC0-1.0): b 1.0.0',
      '  GPL-3.0-only: b 2.0.0',
      '  MIT: a 1.0.0',
      'Number of packages for development only:',
      '  MPL-2.0: 1',
      '  none: 1',
    ]);
  });

  it('are reported if they are unknown or missing', () => {
    expect(complaints(judge(LOCKFILE))).toEqual([
      expect.stringMatching(/^b 2\.0\.0 is deployed, and its licence, GPL-3\.0-only, is not in/),
      expect.stringMatching(/^d 1\.0\.0 is used for development, and its licence, none, is not/),
    ]);
  });

  it('of this workspace’s packages are all known', () => {
    const { packages } = JSON.parse(readText('package-lock.json')) as { packages: Lockfile };
    expect(judge(packages).length).toBeGreaterThan(500);
    expect(deployed(packages).size).toBeGreaterThan(20);
    expect(complaints(judge(packages))).toEqual([]);
  });
});

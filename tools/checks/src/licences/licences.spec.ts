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
  it('are judged by what is deployed: what the apps reach, as Node.js finds it', () => {
    expect([...deployed(LOCKFILE)].sort()).toEqual([
      'node_modules/a',
      'node_modules/a/node_modules/b',
      'node_modules/b',
    ]);
  });

  it('are told package by package where they are deployed', () => {
    expect(report(judge(LOCKFILE))).toEqual([
      'In what is deployed:',
      '  (MIT OR CC0-1.0): b 1.0.0',
      '  GPL-3.0-only: b 2.0.0',
      '  MIT: a 1.0.0',
      'For development only, by number:',
      '  MPL-2.0: 1',
      '  none: 1',
    ]);
  });

  it('are complained of where they are not known, or missing', () => {
    expect(complaints(judge(LOCKFILE))).toEqual([
      expect.stringMatching(/^b 2\.0\.0 is deployed, and its licence, GPL-3\.0-only, is not among/),
      expect.stringMatching(/^d 1\.0\.0 is used for development, and its licence, none, is not/),
    ]);
  });

  it('of this workspace’s packages are known', () => {
    const { packages } = JSON.parse(readText('package-lock.json')) as { packages: Lockfile };
    expect(judge(packages).length).toBeGreaterThan(500);
    expect(deployed(packages).size).toBeGreaterThan(20);
    expect(complaints(judge(packages))).toEqual([]);
  });
});

// The commands in a clone without installed dependencies.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { ROOT, workspaceFiles } from './workspace-files';

const required = createRequire(__filename);
const { satisfies } = required('semver') as {
  satisfies: (version: string, range: string) => boolean;
};
const { whatIsMissing } = required('../tools/start.cjs') as {
  whatIsMissing: (version: string, isInstalled: boolean) => string | undefined;
};

const COMMANDS = workspaceFiles('tools/*/bin/*.cjs');

describe('a command without the dependencies', () => {
  let clone: string;
  beforeAll(() => {
    clone = mkdtempSync(path.join(os.tmpdir(), 'fresh-clone-'));
    for (const file of ['tools/start.cjs', ...COMMANDS]) {
      cpSync(path.join(ROOT, file), path.join(clone, file));
    }
  });
  afterAll(() => {
    rmSync(clone, { recursive: true });
  });

  const runs: [string, string[], string][] = [
    ...COMMANDS.map((file): [string, string[], string] => [file, [], path.basename(file, '.cjs')]),
    ['tools/operations/bin/operations.cjs', ['parked', 'list'], 'parked'],
  ];

  it.each(runs)('gives the remedy in one line: %s %j', (file, args, name) => {
    const command = [path.join(clone, file), ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr: `${name}: the dependencies are not installed: run npm ci\n`,
    });
  });
});

describe('the check for Node.js', () => {
  it.each(['20.19.0', '20.20.2', '22.13.1', '24.0.0', '25.1.0'])(
    'accepts Node.js %s',
    (version) => {
      expect(whatIsMissing(version, true)).toBeUndefined();
    },
  );

  it.each(['18.20.8', '20.18.3', '21.7.3', '22.12.0', '23.11.0'])(
    'refuses Node.js %s',
    (version) => {
      const message = `Node.js is ${version}: use 20.19, 22.13, 24 or newer`;
      expect(whatIsMissing(version, true)).toBe(message);
      expect(whatIsMissing(version, false)).toBe(message);
    },
  );

  it('accepts the same versions as package.json', () => {
    expect(JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'))).toMatchObject({
      engines: { node: '^20.19 || ^22.13 || >=24' },
    });
  });

  // Otherwise npm would print a warning for each in a working installation.
  it.each(['20.19.0', '22.13.0', '24.0.0'])('allows %s, as all packages do', (version) => {
    const { packages } = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { engines?: { node?: string } }>;
    };
    const wanting = Object.entries(packages).filter(
      ([, { engines }]) => !satisfies(version, engines?.node ?? '*'),
    );
    expect(wanting.map(([name]) => name)).toEqual([]);
  });
});

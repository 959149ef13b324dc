import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const { whatIsMissing } = createRequire(__filename)('../bin/needs.cjs') as {
  whatIsMissing: (version: string, isInstalled: boolean) => string | undefined;
};

describe('what a fresh clone needs', () => {
  it.each(['20.19.0', '20.20.2', '22.13.1', '24.0.0', '25.1.0'])('is there with %s', (version) => {
    expect(whatIsMissing(version, true)).toBeUndefined();
  });

  it.each(['18.20.8', '20.18.3', '21.7.3', '22.12.0', '23.11.0'])(
    'is another Node.js than %s',
    (version) => {
      const message = `Node.js is ${version}: use 20.19, 22.13, 24 or newer`;
      expect(whatIsMissing(version, true)).toBe(message);
      expect(whatIsMissing(version, false)).toBe(message);
    },
  );

  it('is its dependencies', () => {
    expect(whatIsMissing('24.0.0', false)).toBe('the dependencies are not installed: run npm ci');
  });

  it('is what package.json says', () => {
    const file = path.join(__dirname, '../../../package.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      engines: { node: '^20.19 || ^22.13 || >=24' },
    });
  });
});

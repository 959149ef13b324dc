// The generators as Nx finds them and as docs/generators.md describes them.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { names } from '@nx/devkit';
import { generators } from '../generators.json';

const FOLDER = path.join(__dirname, '..');
const docs = readFileSync(path.join(FOLDER, '../../docs/generators.md'), 'utf8');

function optionsOf(schema: string): string[] {
  const text = readFileSync(path.join(FOLDER, schema), 'utf8');
  return Object.keys((JSON.parse(text) as { properties: object }).properties);
}

describe.each(Object.entries(generators))('the generator %s', (name, { factory, schema }) => {
  it('is in the place that Nx expects', () => {
    expect(existsSync(path.join(FOLDER, `${factory}.ts`))).toBe(true);
    expect(existsSync(path.join(FOLDER, schema))).toBe(true);
  });

  it('is documented with all its options', () => {
    expect(docs).toContain(`\n## ${name}\n`);
    const positional = ['name', 'path', '_'];
    const undocumented = optionsOf(schema)
      .filter((option) => !positional.includes(option))
      .filter((option) => !docs.includes(`\`--${names(option).fileName}\``));
    expect(undocumented).toEqual([]);
  });
});

it('adopt accepts every option of handler', () => {
  const { handler, adopt } = generators;
  expect(optionsOf(adopt.schema)).toEqual(expect.arrayContaining(optionsOf(handler.schema)));
});

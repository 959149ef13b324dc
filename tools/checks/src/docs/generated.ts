// The sections of the documentation that are generated from code, by file.
import { MarkError } from './errors';
import { fargateSizesTable } from './fargate-sizes-table';
import { limitErrorsTable } from './limit-errors-table';
import { rescueKeysTable } from './rescue-keys-table';

/** The sections of each file, relative to the workspace. */
export const GENERATED: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  'docs/configuration.md': {
    'rescue-keys': rescueKeysTable,
    'limit-errors': limitErrorsTable,
    'fargate-sizes': fargateSizesTable,
  },
};

/**
 * The text with regenerated sections. A section is between `<!-- generated: its-name -->` and `<!-- /generated -->`.
 *
 * @throws {MarkError} if the marks of a section are missing
 */
export function withGenerated(
  text: string,
  sections: Readonly<Record<string, () => string>>,
): string {
  return Object.entries(sections).reduce((written, [name, content]) => {
    const begin = `<!-- generated: ${name} -->`;
    const end = '<!-- /generated -->';
    const start = written.indexOf(begin);
    const stop = written.indexOf(end, start);
    if (start < 0 || stop < 0) throw new MarkError(`There is no "${begin}" with an "${end}".`);
    const before = written.slice(0, start + begin.length);
    return `${before}\n\n${content()}\n\n${written.slice(stop)}`;
  }, text);
}

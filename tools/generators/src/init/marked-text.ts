// Text about a part of the kit that `init` can remove, between marks that GitHub does not show.
import { type Tree, visitNotIgnoredFiles } from '@nx/devkit';
import { keepFormatted } from '../format';

/** The parts that marks can name. */
export type Part = 'sample' | 'certification';

/** A Markdown text without the marked text about a part: whole blocks, and single lines such as table rows. */
export function withoutMarked(text: string, part: Part): string {
  const block = new RegExp(`^<!-- ${part} -->\\n[^]*?^<!-- /${part} -->\\n\\n?`, 'gm');
  const line = new RegExp(`^.*<!-- of the ${part} -->.*\\n`, 'gm');
  return text.replace(block, '').replace(line, '');
}

/** Removes the marked text from every Markdown file. */
export async function removeMarked(tree: Tree, part: Part): Promise<void> {
  const files: string[] = [];
  visitNotIgnoredFiles(tree, '.', (file) => void files.push(file));
  for (const file of files.filter((one) => one.endsWith('.md'))) {
    const text = tree.read(file, 'utf8') ?? '';
    const left = withoutMarked(text, part);
    if (left !== text) tree.write(file, await keepFormatted(tree, file, text, left));
  }
}

// Gives the project its own name, in every file of the workspace.
import { type Tree, visitNotIgnoredFiles } from '@nx/devkit';
import { keepFormatted } from '../format';
import { sortLockfile } from './lockfile';
import { titleOf } from './project-name';
import { type ProjectName, renameIn } from './word-rules';

const LOCKFILE = 'package-lock.json';
/** The files with the name as a title, and the title's place. */
const TITLES: Readonly<Record<string, RegExp>> = {
  'README.md': /(?<=^# ).*$/m,
  '.devcontainer/devcontainer.json': /(?<="name": ").*(?=")/,
};

export async function rename(tree: Tree, from: ProjectName, to: ProjectName): Promise<void> {
  const files: string[] = [];
  visitNotIgnoredFiles(tree, '.', (file) => void files.push(file));
  for (const file of files) {
    const text = tree.read(file, 'utf8') ?? '';
    const renamed = withTitle(file, renameIn(file, text, from, to), to);
    if (renamed === text) continue;
    // A name of another length changes line breaks and tables.
    const tidied =
      file === LOCKFILE ? sortLockfile(renamed) : await keepFormatted(tree, file, text, renamed);
    tree.write(file, tidied);
  }
}

function withTitle(file: string, text: string, { service }: ProjectName): string {
  const title = TITLES[file];
  return title ? text.replace(title, titleOf(service)) : text;
}

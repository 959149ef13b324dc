// Removes a rescued function from the service: exactly what the generators write for it, or wrote formerly.
import { type Tree } from '@nx/devkit';
import { GeneratorError } from '../errors';
import { format } from '../format';
import { type YamlFile } from '../yaml-file/yaml-file';
import { filesOf } from './files';
import { formerPartsOf } from './former-parts';
import { changeParts, findPart, type Part } from './part';
import { partsOf } from './parts';
import { readYaml } from './read-service';
import { type RescuedFunction } from './rescued-function';

export interface RemoveOptions {
  /** Also removes parts that were changed. */
  readonly force?: boolean;
  /** Keeps the files that are not CloudFormation's. */
  readonly keepFiles?: boolean;
}

/** @throws {GeneratorError} if a part was changed after it was generated; then the tree is unchanged */
export async function removeRescuedFunction(
  tree: Tree,
  yml: YamlFile,
  fn: RescuedFunction,
  { force = false, keepFiles = false }: RemoveOptions,
): Promise<void> {
  const parts = [...partsOf(fn), ...formerPartsOf(fn)].filter((part) => findPart(tree, part));
  const files = await filesOf(tree, yml, fn, keepFiles ? 'resources' : 'all');
  if (!force) await refuseChanged(tree, parts, files);
  changeParts(tree, parts, (text, { find, separated }) => {
    const path = find(text);
    return path ? text.remove(path, separated) : text;
  });
  for (const file of files.keys()) if (tree.exists(file)) tree.delete(file);
}

async function refuseChanged(
  tree: Tree,
  parts: readonly Part[],
  files: ReadonlyMap<string, string>,
): Promise<void> {
  const part = parts.find((one) => !isAsGenerated(tree, one));
  if (part) {
    throw new GeneratorError(
      `In ${part.file}, ${part.what} was changed after it was generated. Pass --force to remove it anyway.`,
    );
  }
  for (const [file, content] of files) {
    const found = tree.read(file, 'utf8');
    // A different format does not count as a change.
    if (found !== null && (await format(tree, file, found)) === content) continue;
    const how = found === null ? 'is missing' : 'was changed after it was generated';
    throw new GeneratorError(
      `${file} ${how}. Pass --keep-files to keep the handler’s files, or --force to delete those that exist.`,
    );
  }
}

function isAsGenerated(tree: Tree, { file, find, lines }: Part): boolean {
  const yml = readYaml(tree, file);
  const path = find(yml);
  return path !== undefined && yml.linesAt(path).join('\n') === lines.join('\n');
}

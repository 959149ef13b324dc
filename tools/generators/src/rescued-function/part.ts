// A part of a YAML file that belongs to a rescued function, and the changes of several parts at once.
import { type Tree } from '@nx/devkit';
import { type Path, type Place, type YamlFile } from '../yaml-file/yaml-file';
import { readYaml } from './read-service';

export interface Part {
  readonly file: string;
  /** For messages: `functions.orders`. */
  readonly what: string;
  readonly lines: readonly string[];
  /** Whether an empty line separates it from its neighbors. */
  readonly separated: boolean;
  readonly find: (yml: YamlFile) => Path | undefined;
}

/** A part that the generators write. */
export interface NewPart extends Part {
  /** Where to insert it. */
  readonly place: (yml: YamlFile) => Place;
}

/** @returns undefined also if its file does not exist */
export function findPart(tree: Tree, { file, find }: Part): Path | undefined {
  return tree.exists(file) ? find(readYaml(tree, file)) : undefined;
}

/** Changes the files of the parts; an error leaves all of them unchanged. */
export function changeParts<T extends Part>(
  tree: Tree,
  parts: readonly T[],
  change: (yml: YamlFile, part: T) => YamlFile,
): void {
  const changed = new Map<string, YamlFile>();
  for (const part of parts) {
    const yml = changed.get(part.file) ?? readYaml(tree, part.file);
    changed.set(part.file, change(yml, part));
  }
  for (const [file, { text }] of changed) tree.write(file, text);
}

/** @throws {GeneratorError} for a part next to which the generators insert lines, if it is missing */
export function existing<T>(found: T | undefined, what: string, yml: YamlFile): T {
  if (found !== undefined) return found;
  throw yml.missing(what);
}

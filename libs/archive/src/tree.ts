// The tree of files that an archive describes, checked as a whole before anything of it is written.
import { quote } from '@immortal/shared';
import { type Archive, refuseEntry } from './archive';
import { contentOf } from './content';
import { type CentralDirectory } from './central-directory';
import { checkEntry, type Entry } from './entry';

/** Entries by their path. Folders that are only implied have no entry. */
export type Tree = ReadonlyMap<string, Entry>;

/** As Linux has it (MAXSYMLINKS). */
const LONGEST_CHAIN = 40;
/** Bytes, as Linux has it (PATH_MAX). */
const LONGEST_TARGET = 4096;

/**
 * @throws {ArchiveError} if entries overlap, share a name, lie within a file or a link, or link to the outside
 */
export function readTree(directory: CentralDirectory, archive: Archive): Tree {
  const tree = new Map<string, Entry>();
  for (const central of directory.entries) {
    const entry = checkEntry(central, archive);
    if (entry.path === '') continue;
    if (tree.has(entry.path)) refuseEntry(entry, entry.path, 'is there twice');
    tree.set(entry.path, entry);
  }
  assertApart([...tree.values()], directory.start);
  assertParents(tree);
  assertLinksStay(tree);
  return tree;
}

/** Layers lie over each other: what a later one holds hides what is in its way in an earlier one. */
export function overlay(lower: Tree, upper: Tree): Tree {
  const folders = new Set([...upper.keys()].flatMap((path) => [...ancestors(path)]));
  const visible = [...lower].filter(([path, { kind }]) => {
    const rival = upper.get(path);
    if (rival !== undefined) return false;
    if (kind !== 'directory' && folders.has(path)) return false;
    return ![...ancestors(path)].some((folder) => isLeaf(upper.get(folder)));
  });
  const tree = new Map([...visible, ...upper]);
  assertLinksStay(tree);
  return tree;
}

/** An archive whose entries share bytes can unpack to far more than it is (a zip bomb). */
function assertApart(entries: readonly Entry[], directoryStart: number): void {
  let free = 0;
  for (const entry of entries.toSorted((one, other) => one.range[0] - other.range[0])) {
    const { path, range } = entry;
    if (range[0] < free) refuseEntry(entry, path, 'shares its bytes with another one');
    free = range[1];
    if (free > directoryStart)
      refuseEntry(entry, path, "shares its bytes with the zip's directory");
  }
}

function assertParents(tree: Tree): void {
  const sound = new Set<string>();
  for (const [path, entry] of tree) {
    for (const folder of ancestors(path)) {
      if (sound.has(folder)) break;
      if (isLeaf(tree.get(folder))) {
        refuseEntry(entry, path, `lies within ${quote(folder)}, which is no folder`);
      }
      sound.add(folder);
    }
  }
}

function assertLinksStay(tree: Tree): void {
  for (const entry of tree.values()) if (entry.kind === 'link') follow(entry, tree);
}

/** Walks a link as the kernel would, through further links, with `..` taken after each; it may end nowhere. */
function follow(link: Entry, tree: Tree): void {
  const refuse = (why: string) => refuseEntry(link, link.path, why);
  let todo = link.path.split('/');
  const walked: string[] = [];
  for (let links = 0; todo.length > 0;) {
    const [segment = '', ...rest] = todo;
    todo = rest;
    if (segment === '' || segment === '.') continue;
    if (segment === '..') {
      if (walked.pop() === undefined) refuse('links out of the folder');
      continue;
    }
    const entry = tree.get([...walked, segment].join('/'));
    if (entry?.kind !== 'link') {
      walked.push(segment);
      continue;
    }
    links += 1;
    if (links > LONGEST_CHAIN) refuse('links in a circle');
    todo = [...linkTarget(entry).split('/'), ...todo];
  }
}

/** @throws {ArchiveError} if the target is absolute or no path at all */
export function linkTarget(entry: Entry): string {
  const refuse = (why: string) => refuseEntry(entry, entry.path, why);
  if (entry.size > LONGEST_TARGET) refuse('links to a name that is too long');
  const target = contentOf(entry).toString();
  if (target === '' || target.includes('\0')) refuse('links to no name');
  if (target.startsWith('/')) refuse(`links to the absolute name ${quote(target)}`);
  return target;
}

function isLeaf(entry: Entry | undefined): boolean {
  return entry !== undefined && entry.kind !== 'directory';
}

/** `a/b/c` has `a/b` and `a`. */
function* ancestors(path: string): Generator<string> {
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
    yield path.slice(0, at);
  }
}

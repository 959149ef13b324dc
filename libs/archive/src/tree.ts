// The tree of files that archives describe together, checked as a whole before anything of it is written.
import { quote } from '@immortal/shared';
import { refuseEntry } from './archive';
import { type Entry } from './entry';
import { ArchiveError } from './errors';

/** A file or a link. */
interface Leaf {
  readonly entry: Entry;
  /** Which archive it comes from, counted from 0. */
  readonly layer: number;
}

interface Folder {
  readonly children: Map<string, Leaf | Folder>;
  /** The last archive that has something in it. */
  layer: number;
}

/** One step of a walk: a folder comes before what is in it. */
export interface TreeNode {
  /** Relative, of plain segments between slashes. */
  readonly path: string;
  /** None for a folder. */
  readonly entry?: Entry;
}

/**
 * Segments of the paths of all files and folders, folders that are only implied included: what the system has to walk
 * to make them. The 250 MB that Lambda allows hold far fewer: half a million files would have to be 20 levels deep. A
 * small zip that was made of long names holds more.
 */
const MOST_SEGMENTS = 10_000_000;

/**
 * Within one archive the last entry of a name wins, as it does for every tool that unpacks one after the other. But
 * nothing can be both a folder and something else. Of several archives, what a later one holds hides what is in its way
 * in an earlier one.
 */
export class Tree {
  private readonly root = newFolder(0);
  private segments = 0;

  /**
   * @param entries of one archive, without repetitions
   * @param layer which archive, counted from 0
   * @throws {ArchiveError} if an entry is in a file or in a link, or there are too many
   */
  add(entries: Iterable<Entry>, layer: number): void {
    for (const entry of entries) this.addEntry(entry, layer);
  }

  /** Every folder before what is in it, in the order of the archives. */
  *walk(): Generator<TreeNode> {
    const open: [path: string, folder: Folder][] = [['', this.root]];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [above, { children }] = next;
      for (const [name, node] of children) {
        const path = `${above}${name}`;
        if ('entry' in node) {
          yield { path, entry: node.entry };
          continue;
        }
        yield { path };
        open.push([`${path}/`, node]);
      }
    }
  }

  private addEntry(entry: Entry, layer: number): void {
    const segments = entry.path.split('/');
    const name = entry.kind === 'directory' ? undefined : segments.pop();
    const folder = this.folderAt(segments, entry, layer);
    if (name === undefined) return;
    const there = folder.children.get(name);
    if (there && 'children' in there && there.layer === layer) {
      refuseEntry(entry, entry.path, `is a ${entry.kind}, but has entries in it like a folder`);
    }
    if (!there) this.count(entry, segments.length + 1);
    folder.children.set(name, { entry, layer });
  }

  private folderAt(segments: readonly string[], entry: Entry, layer: number): Folder {
    let folder = this.root;
    for (const [depth, segment] of segments.entries()) {
      const there = folder.children.get(segment);
      if (there && 'children' in there) folder = there;
      else {
        if (there?.layer === layer) {
          const leaf = quote(segments.slice(0, depth + 1).join('/'));
          refuseEntry(entry, entry.path, `lies within ${leaf}, which is no folder`);
        }
        if (!there) this.count(entry, depth + 1);
        const made = newFolder(layer);
        folder.children.set(segment, made);
        folder = made;
      }
      folder.layer = layer;
    }
    return folder;
  }

  private count({ subject }: Entry, segments: number): void {
    this.segments += segments;
    if (this.segments > MOST_SEGMENTS) {
      throw new ArchiveError(
        subject,
        `the paths of its files and folders have more than ${MOST_SEGMENTS} segments together`,
      );
    }
  }
}

function newFolder(layer: number): Folder {
  return { children: new Map(), layer };
}

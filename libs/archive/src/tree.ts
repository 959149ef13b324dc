// The tree of files from all archives together, validated as a whole before anything is written.
import { quote } from '@immortal/shared';
import { refuseEntry } from './archive';
import { type Entry } from './entry';
import { ArchiveError } from './errors';

/** A file or a link. */
interface Leaf {
  readonly entry: Entry;
  /** The index of its archive. */
  readonly layer: number;
}

interface Folder {
  readonly children: Map<string, Leaf | Folder>;
  /** The index of the last archive with an entry in it. */
  layer: number;
}

/** One step of a walk: a folder, a file, or a link. */
export interface TreeNode {
  /** Relative: plain segments separated by slashes. */
  readonly path: string;
  /** Undefined for a folder. */
  readonly entry?: Entry;
}

/**
 * The limit for the path segments of all files and folders, including implied folders: the system walks each of them to
 * create a file. Within Lambda's 250 MB there are far fewer: half a million files would have to be 20 levels deep. Only a
 * small zip of long names, built for the purpose, has more.
 */
const MAX_SEGMENTS = 10_000_000;

/**
 * Within one archive, the last entry of a name wins, as with every tool that unpacks entries in order. But nothing can be
 * both a folder and something else. An entry of a later archive replaces conflicting entries of earlier ones.
 */
export class Tree {
  private readonly root = newFolder(0);
  private segments = 0;

  /**
   * @param entries of one archive, with unique paths
   * @param layer the index of the archive
   * @throws {ArchiveError} if an entry is inside a file or a link, or there are too many entries
   */
  add(entries: Iterable<Entry>, layer: number): void {
    for (const entry of entries) this.addEntry(entry, layer);
  }

  /** Yields every folder before its content, in the order of the archives. */
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
      refuseEntry(entry, entry.path, `is a ${entry.kind}, but contains entries like a folder`);
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
          refuseEntry(entry, entry.path, `is inside ${leaf}, which is not a folder`);
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
    if (this.segments > MAX_SEGMENTS) {
      throw new ArchiveError(
        subject,
        `the paths of its files and folders have more than ${MAX_SEGMENTS} segments in total`,
      );
    }
  }
}

function newFolder(layer: number): Folder {
  return { children: new Map(), layer };
}

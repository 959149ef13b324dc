// A YAML file as text, with a parser to find its parts: changes affect whole lines and preserve the rest.
import { type Document, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml';
import { GeneratorError } from '../errors';
import { columnOf, cutLines, insertLines, type Lines, linesBetween, withComment } from './lines';

/** Keys and indices, from the root. */
export type Path = readonly (string | number)[];

export interface Place {
  readonly path: Path;
  /** Before it and the comment above it, or directly after it. */
  readonly side: 'before' | 'after';
}

export class YamlFile {
  private readonly document: Document;

  /**
   * @param file its path, for messages
   * @throws {GeneratorError} if the text is not YAML
   */
  constructor(
    readonly file: string,
    readonly text: string,
  ) {
    this.document = parseDocument(text, { logLevel: 'error' });
    const [error] = this.document.errors;
    if (!error) return;
    const [line = ''] = error.message.split('\n');
    throw new GeneratorError(`${file} is not valid YAML: ${line} Correct it.`, {
      cause: error,
    });
  }

  /** The value as plain data, without CloudFormation's tags: `!Ref Queue` is `Queue`. */
  get(path: Path): unknown {
    const node = this.document.getIn(path, true);
    return isNode(node) ? node.toJS(this.document) : undefined;
  }

  /** The keys of a mapping in order; empty if there is no mapping. */
  keys(path: Path): string[] {
    const node = path.length === 0 ? this.document.contents : this.document.getIn(path, true);
    return isMap(node) ? node.items.map(({ key }) => String(isScalar(key) ? key.value : key)) : [];
  }

  /** The items of a list with their paths; empty if there is no list. */
  items(path: Path): { path: Path; value: unknown }[] {
    const node = this.document.getIn(path, true);
    const count = isSeq(node) ? node.items.length : 0;
    return Array.from({ length: count }, (_, index) => [...path, index]).map((item) => ({
      path: item,
      value: this.get(item),
    }));
  }

  /** The lines of a key or an item and the comment directly above it, without their indentation. */
  linesAt(path: Path): string[] {
    const lines = this.locate(path);
    const indentation = ' '.repeat(columnOf(this.text, lines));
    return this.text
      .slice(lines.start, lines.end)
      .trimEnd()
      .split(/\r?\n/)
      .map((line) => (line.startsWith(indentation) ? line.slice(indentation.length) : line));
  }

  /** @param separated whether an empty line separates the lines from the neighbor */
  insert({ path, side }: Place, lines: readonly string[], separated: boolean): YamlFile {
    const neighbor = this.locate(path);
    const indentation = ' '.repeat(columnOf(this.text, neighbor));
    const block = lines.map((line) => (line === '' ? '\n' : `${indentation}${line}\n`)).join('');
    const at = side === 'before' ? neighbor.start : neighbor.end;
    const gap = separated ? '\n' : '';
    const text = side === 'before' ? block + gap : gap + block;
    return new YamlFile(this.file, insertLines(this.text, at, text));
  }

  /**
   * Removes a key or an item, and what would be empty without it: `- Resources:` of a last resource.
   *
   * @param separated whether to remove the empty line beside it too
   */
  remove(path: Path, separated: boolean): YamlFile {
    const cut = cutLines(this.text, this.locate(this.emptiedBy(path)), separated);
    return new YamlFile(this.file, cut);
  }

  /** An error about a part next to which the generators insert lines. */
  missing(part: string): GeneratorError {
    return new GeneratorError(
      `${this.file} has no ${part}, which the generator needs to find its place. Restore it.`,
    );
  }

  private emptiedBy(path: Path): Path {
    const parent = path.slice(0, -1);
    const node = this.document.getIn(parent, true);
    const isAlone = (isMap(node) || isSeq(node)) && node.items.length === 1;
    return isAlone && parent.length > 0 ? this.emptiedBy(parent) : path;
  }

  private locate(path: Path): Lines {
    const last = path.at(-1);
    const parent = this.document.getIn(path.slice(0, -1), true);
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && key.value === last)
      : undefined;
    const value = pair ? pair.value : this.document.getIn(path, true);
    const first = pair ? pair.key : value;
    if (!isNode(first) || !first.range) throw this.missing(path.join('.'));
    const end = isNode(value) && value.range ? value.range[1] : first.range[1];
    return withComment(this.text, linesBetween(this.text, first.range[0], end));
  }
}

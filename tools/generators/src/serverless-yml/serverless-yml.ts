// serverless.yml as text, with a YAML parser to find its parts: changes affect whole lines and preserve the rest.
import { type Document, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml';
import { GeneratorError } from '../errors';
import { SERVERLESS_YML } from '../service-files';
import { columnOf, cutLines, insertLines, type Lines, linesBetween, withComment } from './lines';

/** Keys and indices, from the root. */
export type Path = readonly (string | number)[];

export interface Place {
  readonly path: Path;
  /** Before it and the comment above it, or directly after it. */
  readonly side: 'before' | 'after';
}

export class ServerlessYml {
  private readonly document: Document;

  /** @throws {GeneratorError} if the text is not YAML */
  constructor(readonly text: string) {
    this.document = parseDocument(text, { logLevel: 'error' });
    const [error] = this.document.errors;
    if (!error) return;
    const [line = ''] = error.message.split('\n');
    throw new GeneratorError(`${SERVERLESS_YML} is not valid YAML: ${line} Correct it.`, {
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

  /** @param separated whether an empty line follows the lines */
  insert({ path, side }: Place, lines: readonly string[], separated: boolean): ServerlessYml {
    const neighbor = this.locate(path);
    const indentation = ' '.repeat(columnOf(this.text, neighbor));
    const block = lines.map((line) => (line === '' ? '\n' : `${indentation}${line}\n`)).join('');
    const at = side === 'before' ? neighbor.start : neighbor.end;
    return new ServerlessYml(insertLines(this.text, at, block, separated));
  }

  /** @param separated whether to remove the empty line that follows too */
  remove(path: Path, separated: boolean): ServerlessYml {
    return new ServerlessYml(cutLines(this.text, this.locate(path), separated));
  }

  private locate(path: Path): Lines {
    const last = path.at(-1);
    const parent = this.document.getIn(path.slice(0, -1), true);
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && key.value === last)
      : undefined;
    const value = pair ? pair.value : this.document.getIn(path, true);
    const first = pair ? pair.key : value;
    if (!isNode(first) || !first.range) throw missingPart(path.join('.'));
    const end = isNode(value) && value.range ? value.range[1] : first.range[1];
    return withComment(this.text, linesBetween(this.text, first.range[0], end));
  }
}

/** For a part next to which the generators insert lines. */
export function missingPart(part: string): GeneratorError {
  return new GeneratorError(
    `${SERVERLESS_YML} has no ${part}, which the generator needs to find its place. Restore it.`,
  );
}

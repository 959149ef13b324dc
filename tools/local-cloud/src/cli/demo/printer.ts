// Prints the timeline for people: grouped by request, one line per entry.
import { stripVTControlCharacters } from 'node:util';
import { printable } from '@immortal/shared';
import colors from 'picocolors';
import {
  describe,
  isSameRescue,
  readableLine,
  type RescueId,
  rescuesOf,
  resolveRescue,
  type Said,
  type TimedEntry,
  type Tone,
} from '../../timeline';

type Write = (text: string) => void;

const WIDTH = 9;
/** The indentation of a function's output. */
const MARGIN = `${' '.repeat(WIDTH + 1)}│ `;
/** Colors and other attributes that only change how the text looks. */
const COLOR = /(\u001b\[[\d;]*m)/;

export class Printer {
  private group: RescueId | undefined;

  constructor(private readonly write: Write) {}

  /** A step of the demo itself. */
  step(text: string): void {
    this.group = undefined;
    const parts = text.split(COLOR);
    this.write(`${parts.map((part, index) => (index % 2 ? part : printable(part))).join('')}\n`);
  }

  /** A detail of a step, such as a tool's output. */
  detail(text: string): void {
    // A tool's own colors would end ours and end up in files.
    const plain = printable(stripVTControlCharacters(text).trim());
    if (plain !== '') this.write(colors.dim(`  │ ${plain}\n`));
  }

  entry(entry: TimedEntry): void {
    const line = entry.type === 'log' ? readableLine(entry.line) : '';
    if (line === undefined) return;
    this.beginGroup(entry);
    if (entry.type === 'log') {
      this.write(colors.dim(`${MARGIN}${withoutControl(line)}\n`));
    } else {
      const time = `${(entry.at / 1000).toFixed(2)} s`.padStart(WIDTH);
      this.write(`${colors.dim(time)} ${inColors(describe(entry))}\n`);
    }
  }

  /** Entries without a rescue stay in the current group. */
  private beginGroup(entry: TimedEntry): void {
    const id = groupOf(entry);
    if (id === undefined) return;
    const group = resolveRescue(id, this.group ? [this.group] : []);
    if (isSameRescue(group, this.group)) return;
    this.write(`\n${colors.bold(`request ${printable(group.requestId)}`)}\n`);
    this.group = group;
  }
}

/** The rescue that an entry belongs to; undefined for a batch with messages of several rescues. */
function groupOf(entry: TimedEntry): RescueId | undefined {
  if (!('requestId' in entry) || entry.requestId === undefined) return undefined;
  return rescuesOf(entry)[0];
}

/** Colors by tone. */
const COLORS: Readonly<Record<Tone, (text: string) => string>> = {
  plain: (text) => text,
  good: colors.green,
  warning: colors.yellow,
  bad: colors.red,
  fault: colors.magenta,
};

function inColors({ tone, text, onAws }: Said): string {
  return (
    COLORS[tone](printable(text)) + (onAws === undefined ? '' : colors.dim(` (on AWS ${onAws})`))
  );
}

/**
 * A function's output without its colors, which would end ours, and with all other control characters escaped. Further
 * lines are indented, so that they can't pass for entries of the timeline.
 */
function withoutControl(line: string): string {
  const plain = line.split(COLOR).filter((_, index) => index % 2 === 0);
  return printable(plain.join('').replaceAll('\r', ' ')).replaceAll('\n', `\n${MARGIN}`);
}

// The timeline for people: grouped by request, one line for each thing that happens.
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
/** Below the time, where what a function writes begins. */
const MARGIN = `${' '.repeat(WIDTH + 1)}│ `;
/** Colours and the like, which alone change nothing but how the text looks. */
const COLOUR = /(\u001b\[[\d;]*m)/;

export class Printer {
  private group: RescueId | undefined;

  constructor(private readonly write: Write) {}

  /** A step of the demo itself. */
  step(text: string): void {
    this.group = undefined;
    const parts = text.split(COLOUR);
    this.write(`${parts.map((part, index) => (index % 2 ? part : printable(part))).join('')}\n`);
  }

  /** A detail of a step: what a tool says, for example. */
  detail(text: string): void {
    // A tool's own colours would end ours, and stay in files.
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
      this.write(`${colors.dim(time)} ${inColours(describe(entry))}\n`);
    }
  }

  /** Lines without a rescue go on in the group that is open. */
  private beginGroup(entry: TimedEntry): void {
    const id = groupOf(entry);
    if (id === undefined) return;
    const group = resolveRescue(id, this.group ? [this.group] : []);
    if (isSameRescue(group, this.group)) return;
    this.write(`\n${colors.bold(`request ${printable(group.requestId)}`)}\n`);
    this.group = group;
  }
}

/** The rescue that an entry belongs to; undefined for a batch with messages of several. */
function groupOf(entry: TimedEntry): RescueId | undefined {
  if (!('requestId' in entry) || entry.requestId === undefined) return undefined;
  return rescuesOf(entry)[0];
}

/** Colours of what stands out. */
const COLOURS: Readonly<Record<Tone, (text: string) => string>> = {
  plain: (text) => text,
  good: colors.green,
  warning: colors.yellow,
  bad: colors.red,
  fault: colors.magenta,
};

function inColours({ tone, text, onAws }: Said): string {
  return (
    COLOURS[tone](printable(text)) + (onAws === undefined ? '' : colors.dim(` (on AWS ${onAws})`))
  );
}

/**
 * What a function has written, without its colours, which would end ours, and with everything else escaped that a
 * terminal would obey; its further lines can't be taken for lines of the timeline.
 */
function withoutControl(line: string): string {
  const plain = line.split(COLOUR).filter((_, index) => index % 2 === 0);
  return printable(plain.join('').replaceAll('\r', ' ')).replaceAll('\n', `\n${MARGIN}`);
}

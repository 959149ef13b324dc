// The timeline for people: grouped by request, one line for each thing that happens.
import { stripVTControlCharacters } from 'node:util';
import colors from 'picocolors';
import { describe, readableLine, type Said, type Tone } from '@immortal/timeline';
import type { TimedEntry } from '../timeline';

type Write = (text: string) => void;

const WIDTH = 9;

export class Printer {
  private group: string | undefined;

  constructor(private readonly write: Write) {}

  /** A step of the demo itself. */
  step(text: string): void {
    this.group = undefined;
    this.write(`${text}\n`);
  }

  /** A detail of a step: what a tool says, for example. */
  detail(text: string): void {
    // A tool's own colours would end ours, and stay in files.
    const plain = stripVTControlCharacters(text).trim();
    if (plain !== '') this.write(colors.dim(`  │ ${plain}\n`));
  }

  entry(entry: TimedEntry): void {
    const line = entry.type === 'log' ? readableLine(entry.line) : '';
    if (line === undefined) return;
    const requestId = 'requestId' in entry ? entry.requestId : undefined;
    if (requestId !== this.group && requestId !== undefined) {
      this.write(`\n${colors.bold(`request ${requestId}`)}\n`);
      this.group = requestId;
    }
    if (entry.type === 'log') {
      this.write(colors.dim(`${' '.repeat(WIDTH + 1)}│ ${line.replaceAll('\r', ' ')}\n`));
    } else {
      const time = `${(entry.at / 1000).toFixed(2)} s`.padStart(WIDTH);
      this.write(`${colors.dim(time)} ${inColours(describe(entry))}\n`);
    }
  }
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
  return COLOURS[tone](text) + (onAws === undefined ? '' : colors.dim(` (on AWS ${onAws})`));
}

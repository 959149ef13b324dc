// Where the demo's output goes: text for people, or JSON lines for programs.
import { printable } from '@immortal/shared';
import { scaleInWords, type TimedEntry } from '../../timeline';
import { Printer } from './printer';
import { describeRun, type Run, summarize } from './summary';

export interface Started {
  readonly origin: string;
  readonly timeScale: number;
  /** Whether it starts without a stack. */
  readonly isEmpty: boolean;
  /** The URL of the console, if it is served. */
  readonly consoleUrl?: string | undefined;
}

export interface Reporter {
  step(text: string): void;
  detail(text: string): void;
  started(started: Started): void;
  entry(entry: TimedEntry): void;
  summary(run: Run): void;
}

export class TextReporter implements Reporter {
  private readonly printer = new Printer((text) => process.stdout.write(text));

  step(text: string): void {
    this.printer.step(text);
  }

  detail(text: string): void {
    this.printer.detail(text);
  }

  started({ origin, timeScale, isEmpty, consoleUrl }: Started): void {
    const scaled = timeScale === 1 ? '' : `; ${scaleInWords(timeScale)}`;
    const what = isEmpty ? 'an empty account' : 'the packaged service';
    this.printer.step(`\nThe local cloud serves ${what} at ${origin}${scaled}`);
    if (consoleUrl !== undefined) this.printer.step(`Watch it in the browser: ${consoleUrl}`);
  }

  entry(entry: TimedEntry): void {
    this.printer.entry(entry);
  }

  summary(run: Run): void {
    this.printer.step(`\n${describeRun(run)}`);
  }
}

/** Standard output contains JSON lines only; tools' output goes to standard error. */
export class JsonReporter implements Reporter {
  step(text: string): void {
    process.stderr.write(`${printable(text)}\n`);
  }

  detail(text: string): void {
    process.stderr.write(`${printable(text)}\n`);
  }

  started({ origin, timeScale, consoleUrl }: Started): void {
    const page = consoleUrl === undefined ? {} : { console: consoleUrl };
    this.line({ type: 'started', origin, timeScale, ...page });
  }

  entry(entry: TimedEntry): void {
    this.line(entry);
  }

  summary(run: Run): void {
    this.line(summarize(run));
  }

  private line(value: object): void {
    process.stdout.write(`${printable(JSON.stringify(value))}\n`);
  }
}

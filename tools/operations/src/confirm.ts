// Asks the operator before something is done that can't be taken back.
import readline from 'node:readline/promises';
import { printable } from '@immortal/shared';
import { UsageError } from './errors';

export type Confirm = (question: string) => Promise<boolean>;

export interface ConfirmOptions {
  /** `--yes`: nobody is asked. */
  readonly yes: boolean;
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Not where the results go. */
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
  /** Ctrl-C, which a terminal that is being read gives to its reader instead of the process. */
  readonly interrupt: () => void;
}

/** @throws {UsageError} at once, before anything is done, if nobody can be asked and nobody has agreed beforehand */
export function confirmation(options: ConfirmOptions): Confirm {
  if (options.yes) return () => Promise.resolve(true);
  if (options.input.isTTY !== true) {
    throw new UsageError(
      'nobody can be asked here, because the input is no terminal: pass --yes to go ahead',
    );
  }
  return (question) => ask(question, options);
}

/** Anything but a yes is a no, also the end of the input. */
async function ask(question: string, options: ConfirmOptions): Promise<boolean> {
  const { input, output, signal, interrupt } = options;
  const terminal = readline.createInterface({ input, output });
  terminal.on('SIGINT', interrupt);
  const closed = new Promise<string>((resolve) => {
    terminal.on('close', () => {
      resolve('');
    });
  });
  try {
    const answer = terminal.question(`${printable(question)} [y/N] `, { signal });
    return /^y(es)?$/i.test((await Promise.race([answer, closed])).trim());
  } finally {
    terminal.close();
  }
}

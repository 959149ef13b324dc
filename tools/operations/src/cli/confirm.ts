// Asks the operator before a change that can't be undone.
import readline from 'node:readline/promises';
import { printable } from '@immortal/shared';
import { type Interruption, UsageError } from '@immortal/shared/command-line';

export type Confirm = (question: string) => Promise<boolean>;

export interface ConfirmOptions {
  /** `--yes`: nothing is asked. */
  readonly yes: boolean;
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Not where the results go. */
  readonly output: NodeJS.WritableStream;
  /** A terminal that is being read gives Ctrl-C to its reader instead of the process. */
  readonly interruption: Interruption;
}

/** For yargs. */
export const YES_OPTION = {
  yes: { type: 'boolean', default: false, describe: 'do it without asking' },
} as const;

/** @throws {UsageError} at once, before any change, if the input is not a terminal and `--yes` was not passed */
export function confirmation(options: ConfirmOptions): Confirm {
  if (options.yes) return () => Promise.resolve(true);
  if (options.input.isTTY !== true) {
    throw new UsageError(
      "the input is not a terminal, so the command can't ask for confirmation: pass --yes",
    );
  }
  return (question) => ask(question, options);
}

/** Anything but a yes is a no, also the end of the input. */
async function ask(
  question: string,
  { input, output, interruption }: ConfirmOptions,
): Promise<boolean> {
  const terminal = readline.createInterface({ input, output });
  terminal.on('SIGINT', interruption.interrupt);
  const closed = new Promise<string>((resolve) => {
    terminal.on('close', () => {
      resolve('');
    });
  });
  try {
    const { signal } = interruption;
    const answer = terminal.question(`${printable(question)} [y/N] `, { signal });
    return /^y(es)?$/i.test((await Promise.race([answer, closed])).trim());
  } finally {
    terminal.close();
  }
}

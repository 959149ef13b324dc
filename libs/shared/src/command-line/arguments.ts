// Reads a command line, and reports what is wrong with it in one line.
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { oneLine } from '../terminal-text';
import { UsageError } from './errors';

const HINT = '(--help shows all options)';

/**
 * Reads a command line that has only options, with Node.js's own parser.
 *
 * @throws {UsageError} for an unknown option, a missing value, or an argument that is not an option
 */
export function parseOptions<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (cause) {
    throw new UsageError(`${(cause as Error).message} ${HINT}`, { cause });
  }
}

/**
 * Reports a wrong argument. For the `fail` of yargs, which calls it as well for what a command's handler has thrown.
 *
 * @throws {UsageError} for a wrong argument
 * @throws the error of a handler, unchanged
 */
export function refuseArguments(message: string | null, error?: Error): never {
  if (error && error.name !== 'YError') throw error;
  throw new UsageError(`${oneLine(message ?? error?.message ?? '')} ${HINT}`);
}

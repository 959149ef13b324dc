// Turns what yargs complains of into our own error, which is one line.
import { UsageError } from './errors';
import { oneLine } from '@immortal/shared';

/** For yargs' `fail`. @throws {UsageError} for a wrong argument, and what else a command has thrown as it is */
export function refuseArguments(message: string | null, error?: Error): never {
  if (error && error.name !== 'YError') throw error;
  throw new UsageError(`${oneLine(message ?? error?.message ?? '')} (--help shows all options)`);
}

/** For yargs' parser: an option that is given twice is no list. */
export const LAST_ONE_COUNTS = { 'duplicate-arguments-array': false };

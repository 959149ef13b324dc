// Describes in a few lines what esbuild could not bundle: file, line, reason, remedy.
import { type Message } from 'esbuild';
import { PluginError } from '../errors';
import { remedyFor } from './remedy';
import { shownPath } from './shown-path';

/** Later errors are mostly consequences of the first ones. */
const MAX_SHOWN = 5;
/** Characters: a minified file has one huge line. */
const MAX_SOURCE_LENGTH = 120;

/** esbuild's own advice, which is dropped: it would only move the failure to run time. */
const MARK = 'You can mark the path';

/** What esbuild rejects with: https://esbuild.github.io/api/#build */
export function isBuildFailure(error: unknown): error is Error & { readonly errors: Message[] } {
  return error instanceof Error && Array.isArray((error as { errors?: unknown }).errors);
}

/** @param serviceDir absolute */
export function bundlingError(
  failure: Error & { readonly errors: readonly Message[] },
  serviceDir: string,
): PluginError {
  const { errors } = failure;
  const shown = errors.slice(0, MAX_SHOWN).map((one) => describe(one, serviceDir));
  if (errors.length > MAX_SHOWN) shown.push(`… and ${errors.length - MAX_SHOWN} more errors`);
  return new PluginError(shown.join('\n\n'), { cause: failure });
}

/** @param serviceDir absolute */
export function describe(message: Message, serviceDir: string): string {
  const { text, location, notes } = message;
  const remedy = remedyFor(message, serviceDir);
  const reason =
    remedy === undefined
      ? notes.map((note) => note.text).filter((note) => !note.startsWith(MARK))
      : [remedy];
  if (location === null) return [text, ...reason].join('\n');
  const { file, line, column, lineText } = location;
  const source = lineText.trim().slice(0, MAX_SOURCE_LENGTH);
  const place = `${shownPath(file, serviceDir)}:${line}:${column + 1}`;
  return [`${place}: ${text}`, ...(source === '' ? [] : [`    ${source}`]), ...reason].join('\n');
}

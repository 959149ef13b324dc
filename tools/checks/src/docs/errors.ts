// What a person can get wrong in a Markdown file.
import { ExpectedError } from '@immortal/shared/command-line';

/** A mark, for a generated section or for a command, is in a place where it has no meaning. */
export class MarkError extends ExpectedError {
  override readonly name = 'MarkError';
}

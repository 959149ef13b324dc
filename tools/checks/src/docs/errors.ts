// Mistakes in the marks of a Markdown file.
import { ExpectedError } from '@immortal/shared/command-line';

/** A mark of a generated section or of a command is missing, unknown or in the wrong place. */
export class MarkError extends ExpectedError {
  override readonly name = 'MarkError';
}

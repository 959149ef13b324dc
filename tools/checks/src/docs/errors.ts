// Errors of this tool: what a person can get wrong in a Markdown file.

/** A mark, for a generated section or for a command, does not stand where it means something. */
export class MarkError extends Error {
  override readonly name = 'MarkError';
}

// Lints imports that are not in any file.
import { execFileSync } from 'node:child_process';
import path from 'node:path';

const SCRIPT = path.join(__dirname, 'lint-texts.cjs');

export interface Text {
  /** Relative to the workspace; an existing file does not change. */
  readonly file: string;
  readonly text: string;
}

export interface LintMessage {
  /** `null` for a text that can't be parsed or is not linted. */
  readonly ruleId: string | null;
  readonly message: string;
}

/** Only with the boundary rule, and the graph in Nx's cache. */
export function lintBoundaries(texts: readonly Text[]): LintMessage[][] {
  const options = { input: JSON.stringify(texts), encoding: 'utf8' } as const;
  return JSON.parse(execFileSync(process.execPath, [SCRIPT], options)) as LintMessage[][];
}

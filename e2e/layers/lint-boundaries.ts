// What the lint of the workspace says of imports that are in no file.
import { execFileSync } from 'node:child_process';
import path from 'node:path';

const SCRIPT = path.join(__dirname, 'lint-texts.cjs');

export interface Text {
  /** From the workspace's folder; it may exist, and stays as it is. */
  readonly file: string;
  readonly text: string;
}

export interface LintMessage {
  /** `null` for what cannot be parsed or is not linted. */
  readonly ruleId: string | null;
  readonly message: string;
}

/** With the rule of the boundaries alone; by the graph that Nx has in its cache. */
export function lintBoundaries(texts: readonly Text[]): LintMessage[][] {
  const options = { input: JSON.stringify(texts), encoding: 'utf8' } as const;
  return JSON.parse(execFileSync(process.execPath, [SCRIPT], options)) as LintMessage[][];
}

// The output of a command, captured by a spec.
import { stripVTControlCharacters } from 'node:util';
import { type Output } from '../output/output';

export interface CapturedOutput {
  readonly output: Output;
  /** Lines of the result, without colors. */
  readonly written: string[];
  readonly notes: string[];
}

export function captureOutput(json = false): CapturedOutput {
  const written: string[] = [];
  const notes: string[] = [];
  const output: Output = {
    json,
    width: 200,
    write: (line) => written.push(stripVTControlCharacters(line)),
    note: (text) => notes.push(text),
  };
  return { output, written, notes };
}

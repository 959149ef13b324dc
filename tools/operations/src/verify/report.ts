// What was found: a table for a terminal and for an issue, or lines of JSON.
import { printable } from '@immortal/shared';
import { jsonLine, type Output } from '../output/output';
import { type Finding } from './probe';
import { redact } from './redact';

const HEADER = ['probe', 'verdict', 'seen', 'assumed'];

/** A Markdown table: readable in a terminal, and pasted into an issue as it is. @param account to be left out */
export function report(findings: readonly Finding[], account: string, output: Output): void {
  const clean = (text: string) => redact(text, account);
  if (output.json) {
    for (const finding of findings) output.write(clean(jsonLine(finding)));
    return;
  }
  const rows = findings.map(({ name, verdict, seen, assumed }) => [name, verdict, seen, assumed]);
  for (const cells of [HEADER, HEADER.map(() => '---'), ...rows]) {
    output.write(`| ${cells.map((cell) => inTable(clean(cell))).join(' | ')} |`);
  }
}

function inTable(text: string): string {
  return printable(text.replace(/\s+/g, ' ')).replaceAll('|', '\\|');
}

/** 0 if nothing differs; 1 if something does, or if a call failed, so that a probe could not look. */
export function exitCodeOf(findings: readonly Finding[]): number {
  const isBad = ({ verdict, failed }: Finding) => verdict === 'differs' || failed === true;
  return findings.some(isBad) ? 1 : 0;
}

// Compares the output of a command with what the documentation shows.

/**
 * @param shown lines of the output, in order; `…` stands for any text within a line or, alone, for any lines
 * @returns the shown lines that are not in the output, or not in this order
 */
export function missingLines(output: string, shown: string): string[] {
  const lines = output.split('\n');
  let next = 0;
  return linesOf(shown).filter((line) => {
    const found = lines.findIndex((one, index) => index >= next && patternOf(line).test(one));
    if (found >= 0) next = found + 1;
    return found < 0;
  });
}

function linesOf(shown: string): string[] {
  return shown.split('\n').filter((line) => !['', '…'].includes(line.trim()));
}

function patternOf(line: string): RegExp {
  const parts = line.trimEnd().split('…').map(escaped);
  return new RegExp(`^${parts.join('.*')}\\s*$`);
}

function escaped(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}

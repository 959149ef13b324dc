// Texts with the wildcards of IAM: * for any characters, ? for one.

/** The patterns of a stack are few, and each is compared again and again. */
const compiled = new Map<string, RegExp>();

export function matchesPattern(text: string, pattern: string): boolean {
  const known = compiled.get(pattern) ?? compile(pattern);
  compiled.set(pattern, known);
  return known.test(text);
}

function compile(pattern: string): RegExp {
  const escaped = pattern.replace(/[\\^$.+|()[\]{}]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
}

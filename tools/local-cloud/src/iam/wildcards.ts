// Texts with the wildcards of IAM: * for any characters, ? for one.

export function matchesPattern(text: string, pattern: string): boolean {
  const escaped = pattern.replace(/[\\^$.+|()[\]{}]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(text);
}

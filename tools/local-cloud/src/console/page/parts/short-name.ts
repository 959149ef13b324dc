// Shortens function names by the prefix that all functions of the stack share: `immortal-dev-`.

/** @param all the names of the stack's functions */
export function commonPrefix(all: readonly string[]): string {
  const [first = '', ...others] = all;
  if (others.length === 0) return '';
  let length = first.length;
  for (const other of others) {
    while (!other.startsWith(first.slice(0, length))) length -= 1;
  }
  // Removes whole words only, and never a whole name.
  return first.slice(0, first.lastIndexOf('-', length - 1) + 1);
}

export function shortName(name: string, prefix: string): string {
  return name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : name;
}

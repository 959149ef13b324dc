// Names of functions without what all of the stack have in front: `immortal-dev-`.

/** @param all the names of the stack */
export function commonPrefix(all: readonly string[]): string {
  const [first = '', ...others] = all;
  if (others.length === 0) return '';
  let length = first.length;
  for (const other of others) {
    while (!other.startsWith(first.slice(0, length))) length -= 1;
  }
  // Only whole words are left out, and never all of a name.
  return first.slice(0, first.lastIndexOf('-', length - 1) + 1);
}

export function shortName(name: string, prefix: string): string {
  return name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : name;
}

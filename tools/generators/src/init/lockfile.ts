// package-lock.json in npm's format.

/** Sorts the packages in npm's order, which depends on the scope. */
export function sortLockfile(text: string): string {
  const lockfile = JSON.parse(text) as { packages: Record<string, unknown> };
  const sorted = Object.entries(lockfile.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return `${JSON.stringify({ ...lockfile, packages: Object.fromEntries(sorted) }, null, 2)}\n`;
}

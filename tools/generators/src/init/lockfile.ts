// package-lock.json as npm writes it.

/** Packages stand in npm's order, which another scope changes. */
export function sortLockfile(text: string): string {
  const lockfile = JSON.parse(text) as { packages: Record<string, unknown> };
  const sorted = Object.entries(lockfile.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return `${JSON.stringify({ ...lockfile, packages: Object.fromEntries(sorted) }, null, 2)}\n`;
}

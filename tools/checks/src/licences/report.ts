// The report of `npm run licences`: deployed packages by name, the others as numbers, and licences that are not allowed.
import { type Judged } from './judge';

export function report(packages: readonly Judged[]): string[] {
  const inBundles = packages.filter(({ isDeployed }) => isDeployed);
  const others = packages.filter(({ isDeployed }) => !isDeployed);
  return [
    'Deployed:',
    ...[...byLicence(inBundles)].flatMap(([licence, names]) => [
      `  ${licence}: ${[...new Set(names)].sort().join(', ')}`,
    ]),
    'Number of packages for development only:',
    ...[...byLicence(others)].map(([licence, names]) => `  ${licence}: ${names.length}`),
  ];
}

/** One line for each package whose licence is not in the list. */
export function complaints(packages: readonly Judged[]): string[] {
  return packages
    .filter(({ isKnown }) => !isKnown)
    .map(({ name, licence, isDeployed }) => {
      const where = isDeployed ? 'is deployed' : 'is used for development';
      return `${name} ${where}, and its licence, ${licence}, is not in the list of known licences. Read it, then use another package, or add the licence in tools/checks/src/licences/judge.ts.`;
    });
}

function byLicence(packages: readonly Judged[]): Map<string, string[]> {
  const sorted = [...packages].sort((a, b) => a.licence.localeCompare(b.licence));
  const names = new Map<string, string[]>();
  for (const { licence, name } of sorted) names.set(licence, [...(names.get(licence) ?? []), name]);
  return names;
}

// What `npm run licences` prints: what is deployed package by package, the rest by numbers, and what is not known.
import { type Judged } from './judge';

export function report(packages: readonly Judged[]): string[] {
  const inBundles = packages.filter(({ isDeployed }) => isDeployed);
  const others = packages.filter(({ isDeployed }) => !isDeployed);
  return [
    'In what is deployed:',
    ...[...byLicence(inBundles)].flatMap(([licence, names]) => [
      `  ${licence}: ${[...new Set(names)].sort().join(', ')}`,
    ]),
    'For development only, by number:',
    ...[...byLicence(others)].map(([licence, names]) => `  ${licence}: ${names.length}`),
  ];
}

/** One line for each package whose licence is not among those that are known. */
export function complaints(packages: readonly Judged[]): string[] {
  return packages
    .filter(({ isKnown }) => !isKnown)
    .map(({ name, licence, isDeployed }) => {
      const where = isDeployed ? 'is deployed' : 'is used for development';
      return `${name} ${where}, and its licence, ${licence}, is not among those that are known. Read it: take another package, or add it in tools/checks/src/licences/judge.ts.`;
    });
}

function byLicence(packages: readonly Judged[]): Map<string, string[]> {
  const sorted = [...packages].sort((a, b) => a.licence.localeCompare(b.licence));
  const names = new Map<string, string[]>();
  for (const { licence, name } of sorted) names.set(licence, [...(names.get(licence) ?? []), name]);
  return names;
}

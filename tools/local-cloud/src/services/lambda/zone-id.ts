// The availability zone in which a function of the local cloud runs, by its id.

const DIRECTIONS: readonly (readonly [word: RegExp, letters: string])[] = [
  [/^north/, 'n'],
  [/^south/, 's'],
  [/^central/, 'c'],
  [/east$/, 'e'],
  [/west$/, 'w'],
];

/**
 * The first zone of a region, named as AWS names zones by id.
 *
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html
 * @example
 * zoneIdOf('ap-southeast-2') // 'apse2-az1'
 */
export function zoneIdOf(region: string): string {
  const letters = region.split('-').map((part) => {
    const found = DIRECTIONS.filter(([word]) => word.test(part)).map(([, letter]) => letter);
    return found.length > 0 ? found.join('') : part;
  });
  return `${letters.join('')}-az1`;
}

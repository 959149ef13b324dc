// What the generators write for a rescued function into YAML files. The Serverless plugin makes the rest of `rescue:`.
import { RESCUED_FUNCTIONS_VARIABLE } from '@immortal/shared';
import { SERVERLESS_YML } from '../service-files';
import { type YamlFile } from '../yaml-file/yaml-file';
import { bucketItem, bucketLine } from './input-bucket';
import { existing, type NewPart } from './part';
import { functionLines, type RescuedFunction } from './rescued-function';
import { readPermissionPart, rolePart } from './role';

export function partsOf(fn: RescuedFunction): NewPart[] {
  const hasBucket = fn.eventSource === 's3';
  return [
    functionPart(fn),
    ...(hasBucket ? [bucketPart(fn)] : []),
    ...(fn.hasOwnRole ? [rolePart(fn)] : []),
    ...(hasBucket && !fn.hasOwnRole ? [readPermissionPart(fn)] : []),
  ];
}

function functionPart(fn: RescuedFunction): NewPart {
  return {
    file: SERVERLESS_YML,
    what: `functions.${fn.name}`,
    lines: functionLines(fn),
    separated: true,
    find: (yml) => (yml.keys(['functions']).includes(fn.name) ? ['functions', fn.name] : undefined),
    place: (yml) => ({ path: ['functions', secondaryKey(yml)], side: 'before' }),
  };
}

function bucketPart({ name }: RescuedFunction): NewPart {
  return {
    file: SERVERLESS_YML,
    what: `${bucketLine(name)} of resources`,
    lines: [bucketLine(name)],
    separated: false,
    find: (yml) => bucketItem(yml, name),
    place: (yml) => {
      const files = yml.items(['resources']).filter(({ value }) => typeof value === 'string');
      return { path: existing(files.at(-1)?.path, 'file under resources', yml), side: 'after' };
    },
  };
}

/** The one function with the variable that names the file with the rescue policies. */
export function secondaryKey(yml: YamlFile): string {
  const key = yml
    .keys(['functions'])
    .find((one) =>
      yml.keys(['functions', one, 'environment']).includes(RESCUED_FUNCTIONS_VARIABLE),
    );
  const what = `function with the variable ${RESCUED_FUNCTIONS_VARIABLE}, the secondary`;
  return existing(key, what, yml);
}

// Refuses properties that the local cloud does not play, so that no setting is silently without effect.
import { TemplateError } from './errors';
import { PLAYED_PROPERTIES, type KnownProperties } from './played-properties';
import { isPlayed } from './resource-types';
import { isObject, type Properties } from './values';

/**
 * Checks the properties of a type that the local cloud plays; those of all other types change nothing.
 *
 * @throws TemplateError for the first property that is neither played nor reviewed as harmless
 */
export function checkProperties(type: string, logicalId: string, properties: Properties): void {
  if (isPlayed(type)) check(PLAYED_PROPERTIES[type], properties, { type, logicalId, path: '' });
}

interface Place {
  readonly type: string;
  readonly logicalId: string;
  readonly path: string;
}

function check(known: KnownProperties, properties: Properties, place: Place): void {
  for (const [name, value] of Object.entries(properties)) {
    const path = `${place.path}${name}`;
    const inside = known.inside?.[name];
    if (inside) checkInside(inside, value, { ...place, path: `${path}.` });
    else if (!known.played.includes(name) && !Object.hasOwn(known.inert, name)) {
      throw new TemplateError(
        `resource "${place.logicalId}" has the property ${path}, which the local cloud does not play for ${place.type}: take it out for local runs or teach tools/local-cloud/src/template/played-properties.ts`,
      );
    }
  }
}

function checkInside(known: KnownProperties, value: unknown, place: Place): void {
  for (const item of [value].flat()) if (isObject(item)) check(known, item, place);
}

// Finds properties that the local cloud does not support, so that no setting is silently without effect.
import { TemplateError } from './errors';
import { PLAYED_PROPERTIES, type KnownProperties } from './played-properties';
import { isPlayed } from './resource-types';
import { isObject, type Properties } from './values';

/**
 * Checks the properties of a type that the local cloud emulates; those of all other types change nothing.
 *
 * @returns those that AWS follows and the local cloud does not
 * @throws TemplateError for the first property that is in no list, which CloudFormation most likely refuses too
 */
export function checkProperties(type: string, logicalId: string, properties: Properties): string[] {
  if (!isPlayed(type)) return [];
  return check(PLAYED_PROPERTIES[type], properties, { type, logicalId, path: '' });
}

interface Place {
  readonly type: string;
  readonly logicalId: string;
  readonly path: string;
}

function check(known: KnownProperties, properties: Properties, place: Place): string[] {
  return Object.entries(properties).flatMap(([name, value]) => {
    const path = `${place.path}${name}`;
    const inside = known.inside?.[name];
    if (inside) return checkInside(inside, value, { ...place, path: `${path}.` });
    if (known.played.includes(name) || Object.hasOwn(known.inert, name)) return [];
    if (known.notEmulated?.includes(name) === true) return [path];
    throw new TemplateError(
      `resource "${place.logicalId}" has the property ${path}, which the local cloud does not support for ${place.type}: take it out for local runs or teach tools/local-cloud/src/kernel/template/played-properties.ts`,
    );
  });
}

function checkInside(known: KnownProperties, value: unknown, place: Place): string[] {
  return [value].flat().flatMap((item) => (isObject(item) ? check(known, item, place) : []));
}

// Finds properties that the local cloud does not support, so that no setting is silently without effect.
import { TemplateError } from './errors';
import type { KnownProperties } from './resource-type';
import { isObject, type Properties } from './values';

/**
 * @param known undefined for a type without effect, whose properties change nothing
 * @returns those that AWS follows and the local cloud does not
 * @throws TemplateError for the first property that is in no list, which CloudFormation most likely refuses too
 */
export function checkProperties(
  known: KnownProperties | undefined,
  { type, logicalId, properties }: Declared,
): string[] {
  return known === undefined ? [] : check(known, properties, { type, logicalId, path: '' });
}

/** A resource whose properties are resolved. */
interface Declared {
  readonly type: string;
  readonly logicalId: string;
  readonly properties: Properties;
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
    if (known.supported.includes(name) || Object.hasOwn(known.noEffect, name)) return [];
    if (known.notEmulated?.includes(name) === true) return [path];
    throw new TemplateError(
      `resource "${place.logicalId}" has the property ${path}, which the local cloud does not support for ${place.type}: take it out for local runs or add it to the resource types in tools/local-cloud/src/services/`,
    );
  });
}

function checkInside(known: KnownProperties, value: unknown, place: Place): string[] {
  return [value].flat().flatMap((item) => (isObject(item) ? check(known, item, place) : []));
}

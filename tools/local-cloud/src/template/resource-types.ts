// Every resource type that the local cloud knows: those it plays, and those that do nothing locally.
import { INERT_TYPES } from './inert-types';
import { type ResourceType } from './identity';
import { PLAYED_TYPES, type PlayedType } from './played-types';
import { TemplateError } from './errors';

/** Whether a type is one that really does something locally. */
export const isPlayed = (type: string): type is PlayedType => Object.hasOwn(PLAYED_TYPES, type);

/**
 * How resources of a type look.
 *
 * @throws TemplateError for a type in neither table
 */
export function resourceType(type: string, logicalId: string): ResourceType {
  if (isPlayed(type)) return PLAYED_TYPES[type];
  const inert = Object.hasOwn(INERT_TYPES, type) ? INERT_TYPES[type] : undefined;
  if (inert) return inert;
  throw new TemplateError(
    `resource "${logicalId}" has the type ${type}, which the local cloud does not know: take it out of the stack for local runs or teach tools/local-cloud/src/template/resource-types.ts`,
  );
}

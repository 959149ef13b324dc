// How resources of every type look: those that are emulated, those that do nothing locally, and all others.
import { INERT_TYPES } from './inert-types';
import { type ResourceType } from './identity';
import { PLAYED_TYPES, type PlayedType } from './played-types';
import { unknownType } from './unknown-types';

/** Whether a type is one that really does something locally. */
export const isPlayed = (type: string): type is PlayedType => Object.hasOwn(PLAYED_TYPES, type);

const isInert = (type: string): boolean => Object.hasOwn(INERT_TYPES, type);

/** Whether a type is in neither table: nothing of it is emulated, which people are told. */
export const isUnknown = (type: string): boolean => !isPlayed(type) && !isInert(type);

/** How resources of a type look. */
export function resourceType(type: string): ResourceType {
  if (isPlayed(type)) return PLAYED_TYPES[type];
  const unknown = unknownType(type);
  const inert = isInert(type) ? INERT_TYPES[type] : undefined;
  // Attributes that AWS has added since do not matter locally either.
  return inert ? { anyAttribute: unknown.anyAttribute, ...inert } : unknown;
}

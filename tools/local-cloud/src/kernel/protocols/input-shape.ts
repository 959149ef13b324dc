// The types of a request's members: what is of another one is refused before anything relies on it.
import { ApiError } from '../errors';
import { isObject } from '../template/values';

/** A type by the word that JavaScript has for it, a list of values of one shape, or an object with members. */
export type Shape =
  'string' | 'number' | 'boolean' | readonly [Shape] | { readonly [member: string]: Shape };

/**
 * Members that the shape does not have are left to who knows which there are.
 *
 * @throws {ApiError} SerializationException
 */
export function checkShape(value: unknown, shape: Shape, path = 'the input'): void {
  if (value === undefined) return;
  if (typeof shape === 'string') {
    if (typeof value !== shape) throw refused(path, `a ${shape}`);
  } else if (isList(shape)) {
    if (!Array.isArray(value)) throw refused(path, 'a list');
    for (const item of value) {
      if (item === undefined || item === null) throw refused(path, 'a list without gaps');
      checkShape(item, shape[0], path);
    }
  } else {
    if (!isObject(value)) throw refused(path, 'an object');
    for (const [name, one] of Object.entries(shape)) checkShape(value[name], one, name);
  }
}

const isList = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape);

function refused(path: string, wanted: string): ApiError {
  return new ApiError('SerializationException', `The value of ${path} has to be ${wanted}.`);
}

// Finds a function by its name, by the part of it after the stack's name, or by its ARN.
import { ApiError } from '../../kernel/errors';
import type { Functions, LambdaFunction } from './functions';

/** @throws {ApiError} for a name that none or several have, with the names that there are, or that is not emulated */
export function findFunction(
  functions: Pick<Functions, 'all' | 'get' | 'namesNotEmulated'>,
  name: string,
): LambdaFunction {
  const called = functions.all.filter((fn) => fn.name === name);
  const short = functions.all.filter((fn) => fn.name.endsWith(`-${name}`));
  const [only, ...others] = called.length > 0 ? called : short;
  if (only && others.length === 0) return only;
  if (only) throw notFound(`${name} matches several functions`, [only, ...others]);
  const notEmulated = functions.namesNotEmulated.find((full) => full.endsWith(`-${name}`));
  try {
    return functions.get(notEmulated ?? name);
  } catch (cause) {
    if (!(cause instanceof ApiError) || cause.code !== 'ResourceNotFoundException') throw cause;
    throw notFound(cause.message, functions.all);
  }
}

function notFound(why: string, candidates: readonly LambdaFunction[]): ApiError {
  const names = candidates.map((fn) => fn.name).join(', ') || 'none';
  return new ApiError('ResourceNotFoundException', `${why}. Use one of ${names}`, 404);
}

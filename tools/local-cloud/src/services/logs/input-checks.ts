// Checks of input that the operations of CloudWatch Logs have in common.
import { ApiError } from '../../kernel/errors';

/** @throws {ApiError} InvalidParameterException */
export function refuseIf(wrong: boolean, message: string): void {
  if (wrong) throw new ApiError('InvalidParameterException', message);
}

/**
 * @param maximum also what is meant when no limit is given
 * @throws {ApiError} InvalidParameterException
 */
export function limitOf(limit: number | undefined, maximum: number): number {
  const value = limit ?? maximum;
  refuseIf(
    !Number.isInteger(value) || value < 1 || value > maximum,
    `limit must be between 1 and ${maximum}.`,
  );
  return value;
}

/** One page of a list; a token is the number of items before it. */
export function pageOf<T>(
  items: readonly T[],
  { limit, nextToken = '0' }: { readonly limit?: number; readonly nextToken?: string },
  maximum: number,
): { readonly page: readonly T[]; readonly nextToken?: string } {
  refuseIf(!/^\d{1,9}$/.test(nextToken), 'The specified nextToken is invalid.');
  const start = Number(nextToken);
  const end = start + limitOf(limit, maximum);
  const page = items.slice(start, end);
  return { page, ...(end < items.length && { nextToken: String(end) }) };
}

// The body of a request of AWS's JSON protocols, as far as permissions depend on it.
import type { WireRequest } from '../wire';

/** {} for anything but a JSON object: the service refuses it in its own words. */
export function jsonBody({ body }: WireRequest): Record<string, unknown> {
  try {
    const value = JSON.parse(body.toString()) as unknown;
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

export function textIn(body: Readonly<Record<string, unknown>>, member: string): string {
  const value = body[member];
  return typeof value === 'string' ? value : '';
}

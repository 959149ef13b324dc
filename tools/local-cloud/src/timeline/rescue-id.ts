// Identifies a rescue: a function and a request id. A request id alone is not enough, because messages can claim any.

export interface RescueId {
  /** The function that was invoked; empty if unknown. */
  readonly function: string;
  /** Of the original invocation. */
  readonly requestId: string;
}

/** For maps and element ids. A function's name has no slash. */
export function rescueKey({ function: name, requestId }: RescueId): string {
  return `${name}/${requestId}`;
}

export function isSameRescue(one: RescueId, other: RescueId | undefined): boolean {
  return one.requestId === other?.requestId && one.function === other.function;
}

/** The rescues with a request id, of any function. */
export function withRequestId<Known extends RescueId>(
  requestId: string,
  rescues: Iterable<Known>,
): Known[] {
  return [...rescues].filter((one) => one.requestId === requestId);
}

/** An id without a function means the only rescue with its request id, if there is exactly one. */
export function resolveRescue(id: RescueId, rescues: Iterable<RescueId>): RescueId {
  if (id.function !== '') return id;
  const [only = id, ...others] = withRequestId(id.requestId, rescues);
  return others.length === 0 ? only : id;
}

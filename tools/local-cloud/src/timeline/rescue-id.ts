// Which rescue: a function and a request id. Two functions can have the same request id, since it is written in messages.

export interface RescueId {
  /** The function that was invoked; empty if nothing tells it. */
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

/** All that a request id alone can mean. */
export function withRequestId<Known extends RescueId>(
  requestId: string,
  rescues: Iterable<Known>,
): Known[] {
  return [...rescues].filter((one) => one.requestId === requestId);
}

/** What names no function belongs to the only rescue with its request id, if there is only one. */
export function resolveRescue(id: RescueId, rescues: Iterable<RescueId>): RescueId {
  if (id.function !== '') return id;
  const [only = id, ...others] = withRequestId(id.requestId, rescues);
  return others.length === 0 ? only : id;
}

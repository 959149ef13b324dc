// Whether Lambda would take an event, said while it is being written.

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MAX_EVENT_BYTES = 1_048_576;

export interface CheckedEvent {
  readonly bytes: number;
  /** Undefined if it is good. */
  readonly problem?: string;
}

export function checkEvent(text: string): CheckedEvent {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > MAX_EVENT_BYTES) {
    return { bytes, problem: `Lambda takes ${MAX_EVENT_BYTES} bytes at most, this has ${bytes}.` };
  }
  if (text.trim() === '') return { bytes, problem: 'There is no event: {} is the smallest one.' };
  try {
    JSON.parse(text);
    return { bytes };
  } catch (error) {
    return { bytes, problem: `This is no JSON: ${error instanceof Error ? error.message : ''}` };
  }
}

/** @returns undefined for what is no number of invocations */
export function readTimes(text: string, max: number): number | undefined {
  const times = Number(text);
  return /^\d+$/.test(text) && times >= 1 && times <= max ? times : undefined;
}

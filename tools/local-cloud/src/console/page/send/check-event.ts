// Checks an event as the user types it: whether Lambda would accept it.

export interface CheckedEvent {
  readonly bytes: number;
  /** Undefined if the event is valid. */
  readonly problem?: string;
}

/** @param maxBytes Lambda's limit */
export function checkEvent(text: string, maxBytes: number): CheckedEvent {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > maxBytes) {
    return { bytes, problem: `Lambda accepts at most ${maxBytes} bytes; this event has ${bytes}.` };
  }
  if (text.trim() === '') return { bytes, problem: 'Enter an event: {} is the smallest.' };
  try {
    JSON.parse(text);
    return { bytes };
  } catch (error) {
    return { bytes, problem: `This is not JSON: ${error instanceof Error ? error.message : ''}` };
  }
}

/** @returns undefined unless the text is a valid number of invocations */
export function readTimes(text: string, max: number): number | undefined {
  const times = Number(text);
  return /^\d+$/.test(text) && times >= 1 && times <= max ? times : undefined;
}

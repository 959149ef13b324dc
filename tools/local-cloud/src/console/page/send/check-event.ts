// Whether Lambda would take an event, said while it is being written.

export interface CheckedEvent {
  readonly bytes: number;
  /** Undefined if it is good. */
  readonly problem?: string;
}

/** @param maxBytes that Lambda takes */
export function checkEvent(text: string, maxBytes: number): CheckedEvent {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > maxBytes) {
    return { bytes, problem: `Lambda takes ${maxBytes} bytes at most, this has ${bytes}.` };
  }
  if (text.trim() === '') return { bytes, problem: 'There is no event: {} is the smallest one.' };
  try {
    JSON.parse(text);
    return { bytes };
  } catch (error) {
    return { bytes, problem: `This is not JSON: ${error instanceof Error ? error.message : ''}` };
  }
}

/** @returns undefined for what is no number of invocations */
export function readTimes(text: string, max: number): number | undefined {
  const times = Number(text);
  return /^\d+$/.test(text) && times >= 1 && times <= max ? times : undefined;
}

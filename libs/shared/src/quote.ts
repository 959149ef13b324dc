// How messages quote a value: enough to recognize it, not all of it.

const SHOWN = 60;

/** The value in quotation marks on one line, cut after 60 characters: events can be large or confidential. */
export function quote(value: string): string {
  return JSON.stringify(value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value);
}

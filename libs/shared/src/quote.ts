// How messages show a value that somebody passed: enough to recognise it, not the whole of it.

const SHOWN = 60;

/** The value in quotation marks on one line, cut after 60 characters (events can be large or private). */
export function quote(value: string): string {
  return JSON.stringify(value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value);
}

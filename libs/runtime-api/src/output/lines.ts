// Splits a stream into lines. `readline` would also split at the carriage returns inside a log entry.
import { type Readable } from 'node:stream';

/** CloudWatch's limit for one log event, in bytes. Longer lines are passed on in parts. */
const MAX_LINE = 256 * 1024;

/** Calls back for every line; resolves when the stream has ended. */
export async function forEachLine(input: Readable, onLine: (line: string) => void): Promise<void> {
  let rest = '';
  input.setEncoding('utf8');
  for await (const chunk of input as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
    if (rest.length > MAX_LINE) {
      onLine(rest);
      rest = '';
    }
  }
  if (rest !== '') onLine(rest);
}

// Reads and checks the event of `--event FILE` before anything starts.
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { MAX_ASYNC_EVENT_BYTES } from '../../kernel/aws-limits';
import { UsageError } from '../../kernel/errors';

/** @throws {UsageError} if the file is missing, is not JSON, or exceeds Lambda's limit */
export function readEventFile(file: string): Buffer {
  let event: Buffer;
  try {
    event = readFileSync(file);
  } catch (cause) {
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
    throw new UsageError(
      `--event ${file} can't be read (${code}): pass the path of a file with the event's JSON`,
      { cause },
    );
  }
  if (event.length > MAX_ASYNC_EVENT_BYTES) {
    throw new UsageError(
      `--event ${file} has ${event.length} bytes, but Lambda takes asynchronous events of up to ` +
        `${MAX_ASYNC_EVENT_BYTES}: put the data into S3 and pass its address`,
    );
  }
  if (!isUtf8(event)) {
    throw new UsageError(`--event ${file} is not in UTF-8, as JSON has to be: save it in UTF-8`);
  }
  try {
    JSON.parse(event.toString());
  } catch (cause) {
    // The message quotes the file, including line breaks.
    const why = (cause as Error).message.replaceAll(/\s+/g, ' ');
    throw new UsageError(`--event ${file} is not JSON (${why}): correct the file`, { cause });
  }
  return event;
}

// A zip in memory, with its name for messages.
import { quote } from '@immortal/shared';
import { ArchiveError } from './errors';

export interface Archive {
  readonly zip: Buffer;
  /** The name of its content in messages: `the code of function orders`. */
  readonly subject: string;
}

/** @throws {ArchiveError} always; the message names the entry */
export function refuseEntry(
  { subject }: Pick<Archive, 'subject'>,
  path: string,
  why: string,
  cause?: unknown,
): never {
  throw new ArchiveError(subject, `its entry ${quote(path)} ${why}`, { cause });
}

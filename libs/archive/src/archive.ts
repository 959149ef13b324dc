// A zip in memory, and how messages speak of it.
import { quote } from '@immortal/shared';
import { ArchiveError } from './errors';

export interface Archive {
  readonly zip: Buffer;
  /** What messages call its content: `the code of function orders`. */
  readonly subject: string;
}

/** @throws {ArchiveError} always, for one entry of an archive */
export function refuseEntry(
  { subject }: Pick<Archive, 'subject'>,
  path: string,
  why: string,
  cause?: unknown,
): never {
  throw new ArchiveError(subject, `its entry ${quote(path)} ${why}`, { cause });
}

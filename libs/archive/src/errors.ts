// Why an archive is not unpacked.

/** Nothing was unpacked, and trying again changes nothing; the message says why and what to do. */
export class UnpackError extends Error {
  override readonly name: string = 'UnpackError';
}

/** An archive is damaged or hostile: none of it is kept. */
export class ArchiveError extends UnpackError {
  override readonly name = 'ArchiveError';

  /**
   * @param subject which archive: `the code of function orders`
   * @param problem what is wrong with it: `its entry "a" is encrypted`
   */
  constructor(subject: string, problem: string, options?: ErrorOptions) {
    super(`The zip with ${subject} is refused: ${problem}.`, options);
  }
}

/** The folder is not empty or cannot be written, or the disk is full. */
export class FolderError extends UnpackError {
  override readonly name = 'FolderError';
}

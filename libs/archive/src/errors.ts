// The errors of this package.

/** Base class: nothing was unpacked, and trying again would not help. The message has the cause and the remedy. */
export class UnpackError extends Error {
  override readonly name: string = 'UnpackError';
}

/** An archive is damaged or hostile. None of it remains on disk. */
export class ArchiveError extends UnpackError {
  override readonly name = 'ArchiveError';

  /**
   * @param subject names the archive: `the code of function orders`
   * @param problem `its entry "a" is encrypted`
   */
  constructor(subject: string, problem: string, options?: ErrorOptions) {
    super(`The zip with ${subject} is refused: ${problem}.`, options);
  }
}

/** The folder is not empty or not writable, or the disk is full. */
export class FolderError extends UnpackError {
  override readonly name = 'FolderError';
}

// Errors that the commands report in one line. All of them are an ExpectedError of the command shell.
import { ExpectedError } from '@immortal/shared/command-line';

/** The request can't be carried out. The message says why, and what to do instead. */
export class RefusalError extends ExpectedError {
  override readonly name = 'RefusalError';
}

/** The smoke test failed, or could not be made. The message says why, and where to look. */
export class SmokeTestError extends ExpectedError {
  override readonly name = 'SmokeTestError';
}

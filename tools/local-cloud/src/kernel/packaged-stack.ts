// A stack with its code.
import type { Stack } from './template';

export interface PackagedStack {
  readonly stack: Stack;
  /** With the zips, as `serverless package` leaves them. */
  readonly packageFolder: string;
  /** Where its code is unpacked: no other stack's. */
  readonly codeFolder: string;
}

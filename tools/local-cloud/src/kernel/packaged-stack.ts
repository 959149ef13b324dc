// A stack with its code.
import type { Stack } from './template';

export interface PackagedStack {
  readonly stack: Stack;
  /** The folder with the zips that `serverless package` wrote. */
  readonly packageFolder: string;
  /** Where its code is unpacked. No two stacks share one. */
  readonly codeFolder: string;
}

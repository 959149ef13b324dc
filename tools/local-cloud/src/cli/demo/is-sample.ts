// Which function is that of the sample. Beside it, because `init --remove-sample` rewrites the file that names it.
import { SAMPLE } from './the-sample';

/** Whether a function, by its full name, is that of the sample. */
export const isSample = (functionName: string): boolean =>
  SAMPLE !== undefined && functionName.endsWith(`-${SAMPLE.function}`);

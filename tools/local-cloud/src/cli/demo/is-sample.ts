// Recognizes the function of the sample. A file of its own: `init --remove-sample` rewrites the one that names the sample.
import { SAMPLE } from './the-sample';

/** @param functionName the full name of a function */
export const isSample = (functionName: string): boolean =>
  SAMPLE !== undefined && functionName.endsWith(`-${SAMPLE.function}`);

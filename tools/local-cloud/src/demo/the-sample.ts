// What `npm start` plays when it is told nothing else; a service need not have a sample.
import { citiesSample } from './cities/cities-sample';
import { type Sample } from './sample';

export const SAMPLE: Sample | undefined = citiesSample;

/** Whether a function, by its full name, is that of the sample. */
export const isSample = (functionName: string): boolean =>
  SAMPLE !== undefined && functionName.endsWith(`-${SAMPLE.function}`);

// The sample that `npm start` runs by default; a service can have none.
import { citiesSample } from './cities/cities-sample';
import { type Sample } from './sample';

export const SAMPLE: Sample | undefined = citiesSample;

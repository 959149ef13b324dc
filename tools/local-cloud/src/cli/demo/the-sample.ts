// What `npm start` plays when it is told nothing else; a service need not have a sample.
import { citiesSample } from './cities/cities-sample';
import { type Sample } from './sample';

export const SAMPLE: Sample | undefined = citiesSample;

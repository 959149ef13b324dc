// The probe in a function with a layer.
import tool from 'layered-tool';
import { probe } from './probe';

export const handler = () => probe(tool);

// Where faults can be injected in the services of the local cloud.
import { FaultPoints } from '../kernel/faults/fault-points';
import { SERVICES } from '.';

export const FAULT_POINTS = new FaultPoints(SERVICES);

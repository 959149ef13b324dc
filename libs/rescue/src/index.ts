// The secondary: reads each message, decides what to do, and acts. The service wires it to AWS's clients.
export { MAXIMUM_DELIVERIES } from './decide/retry-policy';
export { readEnvironment } from './environment';
export { RescueMetrics } from './metrics';
export { createSecondary } from './secondary';

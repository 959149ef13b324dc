// The secondary's logic: what happens to an event that Lambda gave up on. The service wires it to AWS's clients.
export { MAXIMUM_DELIVERIES } from './deliveries';
export { readEnvironment } from './environment';
export { RescueMetrics } from './metrics';
export { type MessageDeps, takeMessage } from './take-message';

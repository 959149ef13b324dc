// The local cloud for programs: start it, subscribe to its timeline, know its addresses.
export { LOCAL_ACCOUNT_ID } from './kernel/aws-limits';
export { type Cloud, type CloudOptions, startCloud } from './cloud';
export { CONSOLE_PATHS, type Snapshot } from './console/api';
export { type TaskHandle, type TaskExit } from './services/ecs/task-handle';
export { type Faults } from './kernel/faults/faults';
export { type TimedEntry, Timeline } from './timeline';
export { CONSOLE_FOLDER, WORKSPACE } from './cli/workspace';

// What every command of the workspace shares: its shell, and the reading of its options. Needs no dependency.
export { parseOptions, refuseArguments } from './arguments';
export { ExpectedError, UsageError } from './errors';
export { runCommand, runInterruptibleCommand, type Interruption } from './run-command';
export { oneOf, refused, wholeNumber } from './values';

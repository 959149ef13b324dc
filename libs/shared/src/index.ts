// What apps and tools share: the contract between secondary and runner, the message of a failed invocation, the policy.
export { KIT_ACTIONS, OTHER_ACTIONS } from './cloudformation-actions';
export { DLQ_SUFFIX, parseContextData, type LambdaContextData } from './context-data';
export {
  CONTRACT_VARIABLES,
  decodeContract,
  encodeContract,
  fromEnvironment,
  type EventSource,
  type GivenValue,
  type GivenValues,
  type RescueContract,
} from './contract';
export {
  END_LINE_VERSION,
  findEndLine,
  formatEndLine,
  formatRunnerLine,
  MAX_LINE_BYTES,
  parseEndLine,
  RUNNER_SERVICE,
  type EndLine,
  type EndOutcome,
  type KnownEnd,
  type ReadEndLine,
  type RunnerLine,
} from './end-line';
export { ContractError, PolicyError } from './errors';
export {
  FAILURE_ATTRIBUTES,
  failureQueueOf,
  functionOfQueue,
  MAX_MESSAGE_ATTRIBUTES,
  MAX_MESSAGE_BYTES,
  messageBytes,
  readFailureAttributes,
  writeFailureAttributes,
  type FailureAttributes,
  type SentAttribute,
} from './failure-message';
export { EXIT_CODES } from './exit-codes';
export { FARGATE_CPUS, fargateMemories } from './fargate-sizes';
export {
  clientToken,
  eventKey,
  formatEarlierStartedBy,
  formatStartedBy,
  furtherEventKey,
  isEventKey,
  isRequestId,
  isTaskOf,
  readTaskIdentity,
  type RescueIdentity,
  type TaskNames,
} from './identity';
export { memberText } from './json-text';
export { isLimitError, LIMIT_ERRORS } from './limit-errors';
export { quote } from './quote';
export { RESCUE_KEYS, type RescueKey, type RescueKeyName } from './rescue-keys';
export { parseRescuePolicy, type RescuePolicy } from './rescue-policy';
export { RUNNER_CONTAINER, runnerContainerOf } from './runner-container';
export { formatS3Uri, parseS3Uri, type S3Location } from './s3-uri';
export {
  endLineOutcome,
  formatTaskExit,
  readTaskExit,
  taskOutcome,
  type TaskExit,
  type TaskOutcome,
} from './task-outcome';
export { TASK_VARIABLES } from './task-variables';
export { oneLine, printable } from './terminal-text';

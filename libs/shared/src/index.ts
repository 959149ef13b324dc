// What apps and tools share: the contract between the secondary and the runner, names and parsers of rescues, limits.
export {
  MAX_DELAY_SECONDS,
  MAX_DESCRIBED_TASKS,
  MAX_LINE_BYTES,
  MAX_MESSAGE_ATTRIBUTES,
  MAX_MESSAGE_BYTES,
  MAX_OVERRIDES_LENGTH,
  MAX_STARTED_BY_LENGTH,
  MAX_UNPACKED_BYTES,
} from './aws-limits';
export { KIT_ACTIONS, OTHER_ACTIONS } from './cloudformation-actions';
export { DLQ_SUFFIX, type LambdaContextData } from './context-data';
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
  findEndLine,
  formatEndLine,
  formatRunnerLine,
  parseEndLine,
  RUNNER_SERVICE,
  type EndOutcome,
  type ReadEndLine,
} from './end-line';
export {
  ContractError,
  NetworkError,
  PolicyError,
  RescuedFunctionsError,
  SharedError,
} from './errors';
export {
  FAILURE_ATTRIBUTES,
  failureQueueId,
  failureQueueOf,
  functionOfQueue,
  messageBytes,
  readFailureAttributes,
  writeFailureAttributes,
  type FailureAttributes,
} from './failure-message';
export { EXIT_CODES } from './exit-codes';
export { FARGATE_CPUS, fargateMemories, fargateSizeFor, type FargateSize } from './fargate-sizes';
export {
  clientToken,
  eventKey,
  formatEarlierStartedBy,
  formatStartedBy,
  furtherEventKey,
  isEventKey,
  isFamilyOf,
  isRequestId,
  isTaskOf,
  readTaskIdentity,
  type RescueIdentity,
  type TaskNames,
  type TaskOrigin,
} from './identity';
export { memberText } from './json-text';
export { isLimitError, LIMIT_ERRORS } from './limit-errors';
export { quote } from './quote';
export { RESCUE_KEYS, type RescueKey } from './rescue-keys';
export { parseRescuePolicy, type RescuePolicy } from './rescue-policy';
export {
  formatRescuedFunctions,
  parseRescuedFunctions,
  RESCUED_FUNCTIONS_FILE,
  RESCUED_FUNCTIONS_VARIABLE,
  type RescuedFunctionEntry,
  type RescuedFunctionSettings,
} from './rescued-functions';
export { RUNNER_CONTAINER, runnerContainerOf } from './runner-container';
export { formatS3Uri, parseS3Uri, type S3Location } from './s3-uri';
export {
  isNetworkVariable,
  NETWORK_PREFIX,
  networkParts,
  type NetworkTemplate,
  networkVariable,
  parseTaskNetwork,
  type TaskNetwork,
} from './task-network';
export {
  endLineOutcome,
  formatTaskExit,
  readTaskExit,
  taskOutcome,
  type TaskExit,
  type TaskOutcome,
} from './task-outcome';
export { isNetworkError, systemCode } from './system-error';
export { TASK_VARIABLES } from './task-variables';
export { oneLine, printable } from './terminal-text';
export { isTraceHeader, TRACE_ATTRIBUTE } from './trace-header';

// The Lambda Runtime API on the loopback, and the supervised runtime process that it serves. Used by the runner and
// the local cloud.
export { RuntimeApiError, RuntimeStartError } from './errors';
export { exitMessage } from './process/exit-message';
export type { Invocation, Outcome } from './invocation';
export type { OutputListener, OutputSink, OutputStream } from './output/output';
export { openOutputPipes } from './output/output-pipes';
export { Runtime, type RuntimeOptions } from './process/runtime';
export { LONGEST_DEADLINE_MS } from './server/invocation-headers';
export {
  hasLocalClient,
  isCustomRuntime,
  lambdaEnvironment,
  type FunctionSetting,
} from './lambda-environment';
export { forEachLine } from './output/lines';

// The Lambda Runtime API and the process that is served by it.
export { RuntimeStartError } from './errors';
export { exitMessage } from './exit-message';
export type { Invocation, Outcome } from './outcome';
export { MAX_PAYLOAD_BYTES } from './read-body';
export type { OutputListener, OutputSink, OutputStream } from './output';
export { openOutputPipes } from './output-pipes';
export { Runtime, type RuntimeEnd, type RuntimeOptions } from './runtime';
export { LONGEST_DEADLINE_MS } from './invocation-headers';
export type { Metadata } from './metadata';
export { isCustomRuntime, lambdaEnvironment, type FunctionSetting } from './lambda-environment';
export { forEachLine } from './lines';

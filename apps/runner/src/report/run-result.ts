// The result of a run: its exit code, its outcome and its message.
import { UnpackError } from '@immortal/archive';
import { type Outcome, RuntimeApiError } from '@immortal/runtime-api';
import { ContractError, type EndOutcome, EXIT_CODES } from '@immortal/shared';
import { RunnerError, StopSignalError, TemporaryError, type StopSignal } from '../errors';

export interface RunResult {
  readonly outcome: EndOutcome;
  readonly exitCode: number;
  /** One line for people. */
  readonly message: string;
  /** The handler's return value, as JSON. */
  readonly result?: Buffer;
  /** Lambda's error JSON, as the runtime posted it. */
  readonly functionError?: Buffer;
  /** The stack of an unexpected error. */
  readonly stack?: string;
}

/** Every error whose message explains it. Any other error is a defect of the runner. */
const EXPECTED_ERRORS = [RunnerError, ContractError, UnpackError, RuntimeApiError];

/**
 * The result for a function whose runtime is still running.
 *
 * @param retryErrors types of errors after which another task tries
 */
export function resultOfFunction(
  outcome: Exclude<Outcome, { kind: 'exit' }>,
  retryErrors: readonly string[],
): RunResult {
  switch (outcome.kind) {
    case 'response':
      return {
        outcome: 'succeeded',
        exitCode: EXIT_CODES.succeeded,
        message: 'The function returned.',
        result: outcome.payload,
      };
    case 'error':
      return {
        outcome: 'failed',
        exitCode: isRetried(outcome, retryErrors) ? EXIT_CODES.retriedError : EXIT_CODES.failed,
        message: `The function failed${inBrackets(outcome.errorType)}.`,
        functionError: outcome.payload,
      };
    case 'init-error':
      return {
        outcome: 'init-failed',
        exitCode: EXIT_CODES.refused,
        message: `The function could not be loaded${inBrackets(outcome.errorType)}.`,
        functionError: outcome.payload,
      };
    case 'timeout':
      return {
        outcome: 'timed-out',
        exitCode: EXIT_CODES.failed,
        message: `The function was stopped after ${outcome.timeoutMs / 1000} seconds, the limit of RUNNER_MAX_SECONDS.`,
      };
  }
}

/**
 * The result for a function that a signal stopped and that did not respond.
 *
 * @param how it reacted: `ended without a response`
 */
export function resultOfStop(signal: StopSignal, how: string): RunResult {
  return {
    outcome: 'stopped',
    exitCode: EXIT_CODES.stopped[signal],
    message: `The function was stopped by ${signal}: it ${how}.`,
  };
}

/** The result for an error that occurred before the function started. */
export function resultOfError(error: unknown): RunResult {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof StopSignalError) {
    return { outcome: 'stopped', exitCode: EXIT_CODES.stopped[error.signal], message };
  }
  if (error instanceof TemporaryError) {
    return { outcome: 'temporary-failure', exitCode: EXIT_CODES.temporary, message };
  }
  if (EXPECTED_ERRORS.some((kind) => error instanceof kind)) {
    return { outcome: 'refused', exitCode: EXIT_CODES.refused, message };
  }
  return {
    outcome: 'crashed',
    exitCode: EXIT_CODES.refused,
    message: `The runner failed unexpectedly: ${message}`,
    stack: error instanceof Error ? (error.stack ?? message) : message,
  };
}

/** A runtime names the type in a header, in the error, or in both. */
function isRetried(
  { errorType, payload }: Extract<Outcome, { kind: 'error' }>,
  retryErrors: readonly string[],
): boolean {
  return [errorType, errorTypeIn(payload)].some(
    (type) => type !== undefined && retryErrors.includes(type),
  );
}

function errorTypeIn(payload: Buffer): string | undefined {
  try {
    const { errorType } = JSON.parse(payload.toString()) as { errorType?: unknown };
    return typeof errorType === 'string' ? errorType : undefined;
  } catch {
    return undefined; // not an object, or no JSON
  }
}

function inBrackets(errorType: string | undefined): string {
  return errorType === undefined ? '' : ` (${errorType})`;
}

// What an end means: its exit code, its name and its message.
import { UnpackError } from '@immortal/archive';
import { type Outcome, RuntimeStartError } from '@immortal/runtime-api';
import { ContractError, type EndOutcome, EXIT_CODES } from '@immortal/shared';
import {
  RefusalError,
  SettingError,
  StoppedError,
  TemporaryError,
  type StopSignal,
} from '../errors';

export interface Ending {
  readonly outcome: EndOutcome;
  readonly exitCode: number;
  /** One line for people. */
  readonly message: string;
  /** What the handler returned. */
  readonly result?: Buffer;
  /** Lambda's error JSON, as the runtime posted it. */
  readonly functionError?: Buffer;
  /** Of an error that nobody foresaw. */
  readonly stack?: string;
}

/** The end of a function whose runtime has not died. */
export function endOfFunction(outcome: Exclude<Outcome, { kind: 'exit' }>): Ending {
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
        exitCode: EXIT_CODES.failed,
        message: `The function failed${labelled(outcome.errorType)}.`,
        functionError: outcome.payload,
      };
    case 'init-error':
      return {
        outcome: 'init-failed',
        exitCode: EXIT_CODES.refused,
        message: `The function could not be loaded${labelled(outcome.errorType)}.`,
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
 * The end of a function that was stopped and did not answer any more.
 *
 * @param how it reacted: `ended without an answer`
 */
export function endOfStopped(signal: StopSignal, how: string): Ending {
  return {
    outcome: 'stopped',
    exitCode: EXIT_CODES.stopped[signal],
    message: `The function was stopped by ${signal}: it ${how}.`,
  };
}

/** The end of what did not come as far as the function. */
export function endOfError(error: unknown): Ending {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof StoppedError) {
    return { outcome: 'stopped', exitCode: EXIT_CODES.stopped[error.signal], message };
  }
  if (error instanceof TemporaryError) {
    return { outcome: 'temporary-failure', exitCode: EXIT_CODES.temporary, message };
  }
  const foreseen = [ContractError, SettingError, RefusalError, UnpackError, RuntimeStartError];
  if (foreseen.some((kind) => error instanceof kind)) {
    return { outcome: 'refused', exitCode: EXIT_CODES.refused, message };
  }
  return {
    outcome: 'crashed',
    exitCode: EXIT_CODES.refused,
    message: `The runner failed unexpectedly: ${message}`,
    stack: error instanceof Error ? (error.stack ?? message) : message,
  };
}

function labelled(errorType: string | undefined): string {
  return errorType === undefined ? '' : ` (${errorType})`;
}

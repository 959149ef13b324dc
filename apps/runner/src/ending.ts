// What an end means: its exit code, its name and its message.
import { UnpackError } from '@immortal/archive';
import { type Outcome, RuntimeStartError } from '@immortal/runtime-api';
import { ContractError } from '@immortal/shared';
import {
  RefusalError,
  SettingError,
  StoppedError,
  TemporaryError,
  type StopSignal,
} from './errors';

/** The exit codes, on which the launcher decides whether another task is worth it. */
export const EXIT_CODES = {
  succeeded: 0,
  failed: 1,
  /** Trying again changes nothing. */
  refused: 2,
  died: 3,
  /** Worth another task: EX_TEMPFAIL of sysexits.h. */
  temporary: 75,
  /** 128 and the signal's number, as shells have it. */
  stopped: { SIGINT: 130, SIGTERM: 143 },
} as const;

export interface Ending {
  readonly outcome:
    | 'succeeded'
    | 'failed'
    | 'timed-out'
    | 'refused'
    | 'init-failed'
    | 'died'
    | 'temporary-failure'
    | 'stopped'
    | 'crashed';
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

/** The end of a function that was started. */
export function endOfFunction(outcome: Outcome): Ending {
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
    case 'exit':
      return { outcome: 'died', exitCode: EXIT_CODES.died, message: deathMessage(outcome) };
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

/** Exit code of a shell whose command was aborted (128 and SIGABRT's 6), or killed (128 and SIGKILL's 9). */
const SHELL_ABORTED = 134;
const SHELL_KILLED = 137;

function deathMessage({ code, signal }: Extract<Outcome, { kind: 'exit' }>): string {
  const how = signal === null ? `exited with code ${code ?? 'unknown'}` : `was ended by ${signal}`;
  const memory = memoryHint(code, signal);
  return `The runtime ${how} before the function answered.${memory}`;
}

/** The kernel kills what needs more memory than the task has; V8 aborts when its heap is full. */
function memoryHint(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal === 'SIGKILL' || code === SHELL_KILLED) {
    return ' It was possibly out of memory: give the task more.';
  }
  if (signal === 'SIGABRT' || code === SHELL_ABORTED) {
    return " It was possibly out of memory (V8's heap was full): give the task more, or raise --max-old-space-size in NODE_OPTIONS.";
  }
  return '';
}

function labelled(errorType: string | undefined): string {
  return errorType === undefined ? '' : ` (${errorType})`;
}

// Explains why a runtime exited without a response: by itself, killed from outside, or out of memory.
import { exitMessage, type Outcome } from '@immortal/runtime-api';
import { EXIT_CODES } from '@immortal/shared';
import { type RunResult } from './run-result';

type Exit = Extract<Outcome, { kind: 'exit' }>;

/** What is known about the task's memory when a runtime has exited. */
export interface MemoryFacts {
  /** Whether the kernel killed a process in the container because memory ran out while the function ran. */
  readonly oomKilled: boolean;
  /** The task's memory in MB; undefined if ECS does not report it. */
  readonly taskMemoryMb?: number | undefined;
}

/** Signals that a process causes itself; any other signal comes from outside. */
const CRASH_SIGNALS = new Set<NodeJS.Signals | null>([
  'SIGABRT',
  'SIGSEGV',
  'SIGBUS',
  'SIGILL',
  'SIGFPE',
  'SIGTRAP',
  'SIGSYS',
]);
/**
 * Exit codes of a shell whose command was ended by SIGKILL or SIGTERM: 128 + the signal's number. Only these two,
 * because AWS's client for Node.js itself exits with 128 and 129.
 */
const SHELL_KILLED = [137, 143];
/** The same for SIGABRT. */
const SHELL_ABORTED = 134;

export function explainExit(exit: Exit, memory: MemoryFacts): RunResult {
  const killed = isKilled(exit);
  if (killed && memory.oomKilled) return outOfMemory(memory);
  const what = exitMessage(exit);
  return killed
    ? {
        outcome: 'killed',
        exitCode: EXIT_CODES.killed,
        message: `${what}. Something outside the function killed it: another task may succeed.`,
      }
    : {
        outcome: 'died',
        exitCode: EXIT_CODES.failed,
        message: `${what}. The function exited before it responded.${memoryHint(exit, memory)}`,
      };
}

function isKilled({ code, signal }: Exit): boolean {
  if (signal !== null) return !CRASH_SIGNALS.has(signal);
  return code !== null && SHELL_KILLED.includes(code);
}

function outOfMemory({ taskMemoryMb }: MemoryFacts): RunResult {
  const size = taskMemoryMb === undefined ? 'all its memory' : `more than its ${taskMemoryMb} MB`;
  return {
    outcome: 'out-of-memory',
    exitCode: EXIT_CODES.outOfMemory,
    message: `The task ran out of memory: it needed ${size}, and the kernel killed the function. Increase memory in the rescue policy.`,
  };
}

/** V8 aborts when its heap is full. A function may also exit because the kernel killed a program that it started. */
function memoryHint({ code, signal }: Exit, { oomKilled }: MemoryFacts): string {
  if (oomKilled) {
    return ' The kernel killed a process of the task because memory ran out: increase memory in the rescue policy.';
  }
  if (signal === 'SIGABRT' || code === SHELL_ABORTED) {
    return " It may have run out of memory (V8's heap was full): increase memory in the rescue policy, or raise --max-old-space-size in NODE_OPTIONS.";
  }
  return '';
}

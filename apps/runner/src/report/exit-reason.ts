// The end of a runtime that died without an answer: by itself, by somebody's hand, or for want of memory.
import { exitMessage, type Outcome } from '@immortal/runtime-api';
import { EXIT_CODES } from '@immortal/shared';
import { type Ending } from './run-result';

type Exit = Extract<Outcome, { kind: 'exit' }>;

/** What is known of the task's memory when a runtime has died. */
export interface MemoryFacts {
  /** The kernel has killed something in the container for want of memory while the function ran. */
  readonly oomKilled: boolean;
  /** The task's, in MB, where ECS tells it. */
  readonly taskMemoryMb?: number | undefined;
}

/** A process brings these upon itself; any other signal comes from outside. */
const CRASHES = new Set<NodeJS.Signals | null>([
  ...(['SIGABRT', 'SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGTRAP', 'SIGSYS'] as const),
]);
/**
 * Exit codes of a shell whose command was ended by SIGKILL or SIGTERM: 128 and its number. No others: AWS's client
 * for Node.js exits by itself with 128 and 129.
 */
const SHELL_KILLED = [137, 143];
/** The same for SIGABRT. */
const SHELL_ABORTED = 134;

export function endOfDeath(exit: Exit, memory: MemoryFacts): Ending {
  const killed = isKilled(exit);
  if (killed && memory.oomKilled) return outOfMemory(memory);
  const what = exitMessage(exit);
  return killed
    ? {
        outcome: 'killed',
        exitCode: EXIT_CODES.killed,
        message: `${what}. It was not the function that ended it: another task may run it to its end.`,
      }
    : {
        outcome: 'died',
        exitCode: EXIT_CODES.failed,
        message: `${what}. The function ended before it answered.${memoryHint(exit, memory)}`,
      };
}

function isKilled({ code, signal }: Exit): boolean {
  if (signal !== null) return !CRASHES.has(signal);
  return code !== null && SHELL_KILLED.includes(code);
}

function outOfMemory({ taskMemoryMb }: MemoryFacts): Ending {
  const size = taskMemoryMb === undefined ? 'all its memory' : `more than its ${taskMemoryMb} MB`;
  return {
    outcome: 'out-of-memory',
    exitCode: EXIT_CODES.outOfMemory,
    message: `The task ran out of memory: it needed ${size}, and the kernel killed the function. Give the task definition more Memory.`,
  };
}

/** V8 aborts when its heap is full; a function may end because the kernel killed a program that it had started. */
function memoryHint({ code, signal }: Exit, { oomKilled }: MemoryFacts): string {
  if (oomKilled) {
    return ' The kernel killed a process of the task for want of memory: give the task definition more Memory.';
  }
  if (signal === 'SIGABRT' || code === SHELL_ABORTED) {
    return " It was possibly out of memory (V8's heap was full): give the task definition more Memory, or raise --max-old-space-size in NODE_OPTIONS.";
  }
  return '';
}

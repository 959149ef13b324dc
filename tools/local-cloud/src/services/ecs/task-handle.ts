// A running task, as a process or as a Docker container.
import type { Task } from './task';

export interface TaskExit {
  /** Undefined if ECS never learns it. */
  readonly exitCode: number | undefined;
  /** Why the container ended, where ECS would say more than its exit code. */
  readonly reason?: string;
}

export interface TaskHandle {
  /** Resolves when the task has ended, its output has been forwarded, and none of its processes is left. */
  readonly ended: Promise<TaskExit>;
  /** Stops it as ECS does: SIGTERM to its first process, then SIGKILL after the timeout. */
  stop(timeoutSeconds: number): void;
  /** Sends SIGKILL to all its processes at once. Resolves when none of them is left. */
  kill(): Promise<void>;
  /** Whether its first process has started others. */
  hasChildren(): Promise<boolean>;
  /** Sends SIGKILL to all its processes except the first. */
  killChildren(): Promise<void>;
}

/** Says in ECS's words why a task can't be started. */
export class NotStartedError extends Error {
  override readonly name = 'NotStartedError';
}

/** @throws {NotStartedError | Error} if the task can't be started */
export type LaunchTask = (task: Task, onLine: (line: string) => void) => Promise<TaskHandle>;

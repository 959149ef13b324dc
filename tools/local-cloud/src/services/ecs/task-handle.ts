// What a task is while it runs, whatever it runs as.
import type { Task } from './task';

export interface TaskExit {
  /** undefined when ECS never gets to know it. */
  readonly exitCode: number | undefined;
  /** Why the container ended, where ECS would say more than its exit code. */
  readonly reason?: string;
}

export interface TaskHandle {
  /** Resolves when the task has ended, its output is passed on, and nothing of it is left. */
  readonly ended: Promise<TaskExit>;
  /** As ECS stops a container: SIGTERM to its first process, SIGKILL when the time is over. */
  stop(timeoutSeconds: number): void;
  /** SIGKILL to all of it, at once. Resolves when nothing of it runs any more. */
  kill(): Promise<void>;
  /** Whether its first process has started others. */
  hasChildren(): Promise<boolean>;
  /** SIGKILL to all of it but its first process. */
  killChildren(): Promise<void>;
}

/** @throws if the task can't be started */
export type LaunchTask = (task: Task, onLine: (line: string) => void) => Promise<TaskHandle>;

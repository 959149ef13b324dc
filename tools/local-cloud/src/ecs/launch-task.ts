// Chooses what tasks run as: processes, or containers of an image.
import type { LaunchTask } from './running-task';
import { sweepContainers, TaskContainer } from './task-container';
import { TaskProcess, type TaskProcessOptions } from './task-process';

export interface LaunchOptions extends TaskProcessOptions {
  /** The image of the runner; without it, tasks are processes. */
  readonly taskImage?: string;
}

export async function taskLauncher(options: LaunchOptions): Promise<LaunchTask> {
  const { taskImage: image } = options;
  if (image === undefined) return (task, onLine) => TaskProcess.start(task, options, onLine);
  await sweepContainers(options.folder);
  return (task, onLine) => TaskContainer.start(task, { ...options, image }, onLine);
}

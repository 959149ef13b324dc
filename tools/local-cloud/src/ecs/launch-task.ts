// Starts what a task runs as, a process or a container of an image, with an access key of its own.
import type { Callers } from '../callers';
import type { LaunchTask, RunningTask } from './running-task';
import type { Task } from './task';
import { sweepContainers, TaskContainer } from './task-container';
import { TaskProcess, type TaskProcessOptions } from './task-process';

export interface LaunchOptions extends TaskProcessOptions {
  /** The image of the runner; without it, tasks are processes. */
  readonly taskImage?: string;
  readonly callers: Callers;
}

type Start = (
  task: Task,
  accessKeyId: string,
  onLine: (line: string) => void,
) => Promise<RunningTask>;

export async function taskLauncher(options: LaunchOptions): Promise<LaunchTask> {
  const start = await starterFor(options);
  return (task, onLine) => withKey(task, options.callers, (keyId) => start(task, keyId, onLine));
}

async function starterFor(options: LaunchOptions): Promise<Start> {
  const { taskImage: image } = options;
  if (image === undefined) {
    return (task, keyId, onLine) => TaskProcess.start(task, keyId, options, onLine);
  }
  await sweepContainers(options.folder);
  return (task, keyId, onLine) => TaskContainer.start(task, keyId, { ...options, image }, onLine);
}

/** The key is known as long as the task runs. */
async function withKey(
  task: Task,
  callers: Callers,
  start: (keyId: string) => Promise<RunningTask>,
): Promise<RunningTask> {
  const kill = () => starting.then((running) => running.kill());
  const keyId = callers.add({ kind: 'task', name: task.id, roleArn: task.roleArn, kill });
  const starting = start(keyId);
  void starting
    .then(({ ended }) => ended)
    .catch(() => undefined) // who waits for the task hears of its failure
    .then(() => {
      callers.remove(keyId);
    });
  return starting;
}

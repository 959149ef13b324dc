// Starts what a task runs as, a process or a container of an image, with an access key of its own.
import type { Callers, SessionCredentials } from '../../kernel/authentication/callers';
import type { LaunchTask, TaskHandle } from './task-handle';
import type { Task } from './task';
import { readEngine, sweepContainers, TaskContainer } from './task-container';
import { TaskProcess, type TaskProcessOptions } from './task-process';

export interface LaunchOptions extends TaskProcessOptions {
  /** Without it, tasks are processes. */
  readonly taskImage?: string;
  readonly callers: Callers;
}

type Start = (
  task: Task,
  credentials: SessionCredentials,
  onLine: (line: string) => void,
) => Promise<TaskHandle>;

export async function taskLauncher(options: LaunchOptions): Promise<LaunchTask> {
  const start = await starterFor(options);
  return (task, onLine) => withKey(task, options.callers, (key) => start(task, key, onLine));
}

async function starterFor(options: LaunchOptions): Promise<Start> {
  const { taskImage: image } = options;
  if (image === undefined) {
    return (task, key, onLine) => TaskProcess.start(task, key, options, onLine);
  }
  await sweepContainers(options.folder);
  const settings = { ...options, image, engine: await readEngine(options.folder) };
  return (task, key, onLine) => TaskContainer.start(task, key, settings, onLine);
}

/** The key is known as long as the task runs. */
async function withKey(
  task: Task,
  callers: Callers,
  start: (credentials: SessionCredentials) => Promise<TaskHandle>,
): Promise<TaskHandle> {
  const kill = () => starting.then((running) => running.kill());
  const credentials = callers.add({ kind: 'task', name: task.id, roleArn: task.roleArn, kill });
  const starting = start(credentials);
  void starting
    .then(({ ended }) => ended)
    .catch(() => undefined) // reported to the caller, who awaits the task too
    .then(() => {
      callers.remove(credentials);
    });
  return starting;
}

// The lives of tasks, from PROVISIONING to STOPPED: so many at once.
import { Semaphore } from '../semaphore';
import type { Timeline } from '../timeline';
import type { LaunchTask, RunningTask, TaskEnd } from './running-task';
import type { Stop, Task } from './task';

export interface TaskLivesOptions {
  readonly timeline: Timeline;
  readonly launch: LaunchTask;
  /** How many tasks may run at once; further ones stay in PROVISIONING. */
  readonly cap: number;
  /** Hears of every change that ECS tells of. */
  readonly onChange: (task: Task) => void;
}

const EXITED: Stop = {
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
};

export class TaskLives {
  private readonly running = new Map<Task, Promise<RunningTask>>();
  private readonly permits: Semaphore;
  private readonly lives = new Set<Promise<void>>();

  constructor(private readonly options: TaskLivesOptions) {
    this.permits = new Semaphore(options.cap);
  }

  begin(task: Task): void {
    this.report(task);
    const life = this.permits.run(() => this.live(task)).finally(() => this.lives.delete(life));
    this.lives.add(life);
  }

  /** Begins to end a task; one that has not got a place yet ends at once. */
  stop(task: Task, stop: Stop, timeoutSeconds: number): void {
    if (task.stop) return;
    task.stop = stop;
    task.stoppingAt = Date.now();
    if (task.status === 'PROVISIONING') {
      this.end(task, stop);
      return;
    }
    this.changed(task);
    void this.stopRunning(task, timeoutSeconds);
  }

  /** Resolves when all tasks have ended. */
  async ended(): Promise<void> {
    await Promise.all(this.lives);
  }

  private async live(task: Task): Promise<void> {
    if (task.desiredStatus === 'STOPPED') return;
    task.status = 'PENDING';
    this.report(task);
    try {
      const { exitCode, reason } = await this.run(task);
      task.exitCode = exitCode;
      task.containerReason = reason;
      this.end(task, task.stop ?? EXITED);
    } catch (error) {
      const stoppedReason = `CannotStartContainerError: ${String(error)}`;
      this.end(task, { stopCode: 'TaskFailedToStart', stoppedReason });
    }
  }

  private async run(task: Task): Promise<TaskEnd> {
    const { launch, timeline } = this.options;
    const about = { ...requestIdOf(task), source: 'task' as const, name: task.id };
    const starting = launch(task, (line) => {
      timeline.add({ type: 'log', ...about, line });
    });
    this.running.set(task, starting);
    try {
      const running = await starting;
      task.status = 'RUNNING';
      task.startedAt = Date.now();
      this.report(task);
      return await running.ended;
    } finally {
      this.running.delete(task);
    }
  }

  private async stopRunning(task: Task, timeoutSeconds: number): Promise<void> {
    // One that can't be started needs no stopping.
    const running = await this.running.get(task)?.catch(() => undefined);
    running?.stop(timeoutSeconds);
  }

  private end(task: Task, stop: Stop): void {
    task.stop = stop;
    task.status = 'STOPPED';
    task.stoppedAt = Date.now();
    this.report(task);
  }

  private changed(task: Task): void {
    task.version += 1;
    this.options.onChange(task);
  }

  private report(task: Task): void {
    const { startedBy } = task.input;
    this.changed(task);
    this.options.timeline.add({
      type: 'task',
      ...requestIdOf(task),
      taskArn: task.arn,
      status: task.status,
      ...(startedBy !== undefined && { startedBy }),
      ...(task.status === 'STOPPED' && {
        ...task.stop,
        ...(task.exitCode !== undefined && { exitCode: task.exitCode }),
        ...(task.startedAt !== undefined && { seconds: (Date.now() - task.startedAt) / 1000 }),
      }),
    });
  }
}

/** Rescues are started by `<request id>/<attempt>`. */
function requestIdOf({ input }: Task): { requestId?: string } {
  const requestId = input.startedBy?.split('/')[0];
  return requestId === undefined ? {} : { requestId };
}

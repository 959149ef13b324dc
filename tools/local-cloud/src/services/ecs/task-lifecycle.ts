// The lifecycle of tasks, from PROVISIONING to STOPPED, with a limit on how many run at once.
import type { ArmedFault, Faults } from '../../kernel/faults/faults';
import type { Logs } from '../logs/logs';
import { Semaphore } from '../../kernel/semaphore';
import { type LaunchTask, NotStartedError, type TaskExit, type TaskHandle } from './task-handle';
import type { Stop, Task } from './task';
import { Readiness } from './readiness';
import { NOT_STARTED, type Strike, STRIKES } from './task-faults';
import { TaskChanges, type TaskChangesOptions } from './task-changes';

export interface TaskLifecycleOptions extends TaskChangesOptions {
  readonly faults: Faults;
  readonly logs: Pick<Logs, 'write'>;
  readonly launch: LaunchTask;
  /** In ECS's words, why a task can't be started; undefined if it can. */
  readonly whyNotStarted: (task: Task) => string | undefined;
  /** How many tasks may run at once; further ones stay in PROVISIONING. */
  readonly cap: number;
}

const EXITED: Stop = {
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
};

export class TaskLifecycle {
  private readonly running = new Map<Task, Promise<TaskHandle>>();
  private readonly permits: Semaphore;
  private readonly changes: TaskChanges;
  private readonly unfinished = new Set<Promise<void>>();

  constructor(private readonly options: TaskLifecycleOptions) {
    this.permits = new Semaphore(options.cap);
    this.changes = new TaskChanges(options);
  }

  begin(task: Task): void {
    this.changes.moved(task);
    const done = this.permits
      .run(() => this.runToEnd(task))
      .finally(() => this.unfinished.delete(done));
    this.unfinished.add(done);
  }

  /** Begins to end a task; one that has not got a place yet ends at once. */
  stop(task: Task, stop: Stop, timeoutSeconds: number): void {
    if (task.stop) return;
    if (task.status === 'PROVISIONING') {
      task.stoppingAt = Date.now();
      this.end(task, stop);
      return;
    }
    this.beginStop(task, stop);
    void this.stopRunning(task, timeoutSeconds);
  }

  /** Resolves when all tasks have ended. */
  async ended(): Promise<void> {
    await Promise.all(this.unfinished);
  }

  private async runToEnd(task: Task): Promise<void> {
    if (task.desiredStatus === 'STOPPED') return;
    task.status = 'PENDING';
    this.changes.moved(task);
    const fault = this.options.faults.take('task');
    try {
      const { exitCode, reason } = await this.run(task, fault);
      task.exitCode = exitCode;
      task.containerReason = reason;
      this.end(task, task.stop ?? EXITED);
    } catch (error) {
      const stoppedReason =
        error instanceof NotStartedError
          ? error.message
          : `CannotStartContainerError: ${String(error)}`;
      this.end(task, { stopCode: 'TaskFailedToStart', stoppedReason });
    }
  }

  private async run(task: Task, fault: ArmedFault | undefined): Promise<TaskExit> {
    const faulty = fault && NOT_STARTED[fault.kind]?.(task);
    if (faulty) this.tell(task, fault);
    const notStarted = faulty ?? this.options.whyNotStarted(task);
    if (notStarted !== undefined) {
      task.stop = { stopCode: 'TaskFailedToStart', stoppedReason: notStarted };
      return { exitCode: undefined, reason: notStarted };
    }
    const readiness = new Readiness((line) => this.options.correlation.isOfFunction(line));
    const starting = this.launch(task, readiness);
    this.running.set(task, starting);
    try {
      const running = await starting;
      task.status = 'RUNNING';
      task.startedAt = Date.now();
      this.changes.moved(task);
      const strike = fault && STRIKES[fault.kind];
      return await (strike ? this.strike(task, running, fault, strike, readiness) : running.ended);
    } finally {
      this.running.delete(task);
    }
  }

  private launch(task: Task, readiness: Readiness): Promise<TaskHandle> {
    const { launch, timeline, logs, correlation } = this.options;
    const { container } = task.definition;
    const about = { ...correlation.ofTask(task.input), source: 'task' as const, name: task.id };
    return launch(task, (line) => {
      timeline.add({ type: 'log', ...about, line });
      if (container.logs) {
        const { group, streamPrefix } = container.logs;
        logs.write(group, `${streamPrefix}/${container.name}/${task.id}`, line);
      }
      readiness.onLine(line);
    });
  }

  /** Resolves with how the task has ended, as ECS tells it. */
  private async strike(
    task: Task,
    running: TaskHandle,
    fault: ArmedFault,
    { stop, by, end }: Strike,
    readiness: Readiness,
  ): Promise<TaskExit> {
    void readiness.watch(running);
    await readiness.shown;
    // One that is stopped already is past it.
    if (task.stop) return running.ended;
    this.tell(task, fault);
    if (stop) this.beginStop(task, stop);
    if (by === 'stop') running.stop(task.definition.container.stopTimeoutSeconds);
    else await running[by]();
    const actual = await running.ended;
    return end ?? actual;
  }

  private tell(task: Task, fault: ArmedFault): void {
    this.options.faults.tell(fault, {
      ...this.options.correlation.ofTask(task.input),
      struck: `the task ${task.id}`,
    });
  }

  private async stopRunning(task: Task, timeoutSeconds: number): Promise<void> {
    // One that can't be started needs no stopping.
    const running = await this.running.get(task)?.catch(() => undefined);
    running?.stop(timeoutSeconds);
  }

  private beginStop(task: Task, stop: Stop): void {
    task.stop = stop;
    task.stoppingAt = Date.now();
    this.changes.changed(task);
  }

  private end(task: Task, stop: Stop): void {
    task.stop = stop;
    task.status = 'STOPPED';
    task.stoppedAt = Date.now();
    this.changes.moved(task);
  }
}

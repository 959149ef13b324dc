// The lives of tasks, from PROVISIONING to STOPPED: so many at once.
import type { ArmedFault, Faults } from '../../kernel/faults/faults';
import { rescueOfTask } from '../../correlation';
import type { Logs } from '../logs/logs';
import { Semaphore } from '../../kernel/semaphore';
import type { LaunchTask, RunningTask, TaskEnd } from './running-task';
import type { Stop, Task } from './task';
import { TaskBegin } from './task-begin';
import { NOT_STARTED, type Strike, STRIKES } from './task-faults';
import { TaskReports, type TaskReportsOptions } from './task-reports';

export interface TaskLivesOptions extends TaskReportsOptions {
  readonly faults: Faults;
  readonly logs: Pick<Logs, 'write'>;
  readonly launch: LaunchTask;
  /** In ECS's words, why a task can't be started; undefined if it can. */
  readonly hindrance: (task: Task) => string | undefined;
  /** How many tasks may run at once; further ones stay in PROVISIONING. */
  readonly cap: number;
}

const EXITED: Stop = {
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
};

export class TaskLives {
  private readonly running = new Map<Task, Promise<RunningTask>>();
  private readonly permits: Semaphore;
  private readonly reports: TaskReports;
  private readonly lives = new Set<Promise<void>>();

  constructor(private readonly options: TaskLivesOptions) {
    this.permits = new Semaphore(options.cap);
    this.reports = new TaskReports(options);
  }

  begin(task: Task): void {
    this.reports.moved(task);
    const life = this.permits.run(() => this.live(task)).finally(() => this.lives.delete(life));
    this.lives.add(life);
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
    await Promise.all(this.lives);
  }

  private async live(task: Task): Promise<void> {
    if (task.desiredStatus === 'STOPPED') return;
    task.status = 'PENDING';
    this.reports.moved(task);
    const fault = this.options.faults.take('task');
    try {
      const { exitCode, reason } = await this.run(task, fault);
      task.exitCode = exitCode;
      task.containerReason = reason;
      this.end(task, task.stop ?? EXITED);
    } catch (error) {
      const stoppedReason = `CannotStartContainerError: ${String(error)}`;
      this.end(task, { stopCode: 'TaskFailedToStart', stoppedReason });
    }
  }

  private async run(task: Task, fault: ArmedFault | undefined): Promise<TaskEnd> {
    const faulty = fault && NOT_STARTED[fault.kind]?.(task);
    if (faulty) this.tell(task, fault);
    const notStarted = faulty ?? this.options.hindrance(task);
    if (notStarted !== undefined) {
      task.stop = { stopCode: 'TaskFailedToStart', stoppedReason: notStarted };
      return { exitCode: undefined, reason: notStarted };
    }
    const begin = new TaskBegin();
    const starting = this.launch(task, begin);
    this.running.set(task, starting);
    try {
      const running = await starting;
      task.status = 'RUNNING';
      task.startedAt = Date.now();
      this.reports.moved(task);
      const strike = fault && STRIKES[fault.kind];
      return await (strike ? this.strike(task, running, fault, strike, begin) : running.ended);
    } finally {
      this.running.delete(task);
    }
  }

  private launch(task: Task, begin: TaskBegin): Promise<RunningTask> {
    const { launch, timeline, logs } = this.options;
    const { container } = task.definition;
    const about = { ...rescueOfTask(task.input), source: 'task' as const, name: task.id };
    return launch(task, (line) => {
      timeline.add({ type: 'log', ...about, line });
      if (container.logs) {
        const { group, streamPrefix } = container.logs;
        logs.write(group, `${streamPrefix}/${container.name}/${task.id}`, line);
      }
      begin.hear(line);
    });
  }

  /** Resolves with how the task has ended, as ECS tells it. */
  private async strike(
    task: Task,
    running: RunningTask,
    fault: ArmedFault,
    { stop, by, end }: Strike,
    begin: TaskBegin,
  ): Promise<TaskEnd> {
    void begin.watch(running);
    await begin.shown;
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
    this.options.faults.tell(fault, { ...rescueOfTask(task.input), struck: `the task ${task.id}` });
  }

  private async stopRunning(task: Task, timeoutSeconds: number): Promise<void> {
    // One that can't be started needs no stopping.
    const running = await this.running.get(task)?.catch(() => undefined);
    running?.stop(timeoutSeconds);
  }

  private beginStop(task: Task, stop: Stop): void {
    task.stop = stop;
    task.stoppingAt = Date.now();
    this.reports.changed(task);
  }

  private end(task: Task, stop: Stop): void {
    task.stop = stop;
    task.status = 'STOPPED';
    task.stoppedAt = Date.now();
    this.reports.moved(task);
  }
}

// The health of the local cloud, sampled once per second for the charts of the last minutes.
import type { ActiveTask, Sample, Status } from './api';
import type { Ecs } from '../services/ecs/ecs';
import type { Task } from '../services/ecs/task';
import type { Faults } from '../kernel/faults/faults';
import { rescueOfTask } from '../product/rescue-correlation';
import type { StackRuntime } from '../stack-runtime';
import type { Storage } from '../services/storage';
import type { TimeScale } from '../kernel/time-scale';
import type { Notice } from './event-stream';
import { parkedQueuesOf, queuesOf } from './queues';

export interface HealthDeps {
  readonly ecs: Pick<Ecs, 'all'>;
  readonly storage: Pick<Storage, 'queueDepth' | 'messagesIn'>;
  readonly faults: Pick<Faults, 'list'>;
  readonly scale: TimeScale;
  readonly runtime: Pick<StackRuntime, 'stack'>;
  readonly taskLimit: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly tell: (notice: Notice) => void;
}

const PERIOD_MS = 1000;
/** Five minutes. */
const MAX_SAMPLES = 300;

export class Health {
  readonly samples: Sample[] = [];
  private told = '';
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly deps: HealthDeps) {}

  start(): void {
    this.timer = setInterval(() => void this.look(), PERIOD_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  get status(): Status {
    const { scale, faults, taskLimit, startedAt, storage, runtime } = this.deps;
    const depths = parkedQueuesOf(runtime.stack).map((arn) => storage.messagesIn(arn).length);
    return {
      timeScale: scale.factor,
      faults: faults.list(),
      tasks: this.activeTasks.map((task) => describeTask(task, startedAt)),
      taskLimit,
      parked: depths.reduce((sum, depth) => sum + depth, 0),
    };
  }

  /** Sends the status if it has changed, without waiting for the next sample. */
  tellStatus(): void {
    const { status } = this;
    const json = JSON.stringify(status);
    if (json === this.told) return;
    this.told = json;
    this.deps.tell({ type: 'status', data: status });
  }

  private get activeTasks(): readonly Task[] {
    return this.deps.ecs.all.filter(({ status }) => status !== 'STOPPED');
  }

  private async look(): Promise<void> {
    const { runtime, startedAt, storage } = this.deps;
    const depths = await Promise.all(queuesOf(runtime.stack).map((arn) => depthOf(arn, storage)));
    const data = {
      at: Date.now() - startedAt,
      depths: Object.fromEntries(depths.flat()),
      running: this.activeTasks.filter(({ status }) => status === 'RUNNING').length,
    };
    this.samples.push(data);
    if (this.samples.length > MAX_SAMPLES) this.samples.shift();
    this.deps.tell({ type: 'sample', data });
    this.tellStatus();
  }
}

/** Empty for a deleted queue, and while the storage closes. */
async function depthOf(
  arn: string,
  storage: Pick<Storage, 'queueDepth'>,
): Promise<[string, number][]> {
  const depth = await storage.queueDepth(arn).catch(() => undefined);
  if (!depth) return [];
  return [[arn.replace(/^.*:/, ''), depth.visible + depth.inFlight + depth.delayed]];
}

function describeTask(task: Task, startedAt: number): ActiveTask {
  const { id, arn, status, createdAt } = task;
  return { id, arn, status, createdAt: createdAt - startedAt, ...rescueOfTask(task.input) };
}

// The tasks that the probes start: of the smoke function, but no rescues, so that the secondary ignores them.
import { randomUUID } from 'node:crypto';
import {
  type ECSClient,
  type Failure,
  RunTaskCommand,
  type RunTaskCommandInput,
  StopTaskCommand,
  type Task,
} from '@aws-sdk/client-ecs';
import { encodeContract, RUNNER_CONTAINER, TASK_VARIABLES } from '@immortal/shared';
import { describe, type Rescue, stopped, subnetOf } from './rescue';
import { networkOf, type Stage } from './stage';
import { type Waiting } from './waiting';

/** The runner ends the function by itself then, if nothing else does. */
export const MAXIMUM_SECONDS = 300;

/** What stopped tasks say. */
export const STOP_REASON = 'Stopped by npm run verify';

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html */
const BEFORE_RUNNING = ['PROVISIONING', 'PENDING', 'ACTIVATING'];

export interface StartedTask {
  readonly arn: string;
  readonly startedBy: string;
  /** The request that started it, with its client token. */
  readonly input: RunTaskCommandInput;
}

/** The event of the smoke function. */
export interface SmokeEvent {
  readonly sleepSeconds: number;
  readonly probe: { readonly resultBytes?: number; readonly memoryMb?: number };
}

export interface Size {
  readonly cpu: string;
  readonly memory: string;
}

export interface ProbeTasksOptions {
  readonly stage: Stage;
  /** Whose task definition and size the tasks have. */
  readonly rescue: Rescue;
  readonly ecs: ECSClient;
  readonly waiting: Waiting;
}

export class ProbeTasks {
  private readonly running = new Set<string>();

  constructor(private readonly options: ProbeTasksOptions) {}

  /** A request with a new token. @param probe in whose name it starts @param size another one than that of the rescue */
  inputFor(probe: string, event: SmokeEvent, size?: Size): RunTaskCommandInput {
    const { stage, rescue } = this.options;
    const id = randomUUID();
    const variables: Record<string, string> = {
      ...encodeContract({
        event: { text: JSON.stringify({ id, ...event }) },
        context: {
          functionName: stage.smokeFunction,
          awsRequestId: id,
          invokedFunctionArn: stage.smokeFunctionArn,
        },
      }),
      [TASK_VARIABLES.maximumSeconds]: String(MAXIMUM_SECONDS),
    };
    const environment = Object.entries(variables).map(([name, value]) => ({ name, value }));
    const { cpu, memory } = size ?? rescue.task;
    return {
      cluster: stage.cluster,
      taskDefinition: rescue.task.taskDefinitionArn,
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
      networkConfiguration: { awsvpcConfiguration: networkOf(stage, subnetOf(rescue.task)) },
      overrides: { containerOverrides: [{ name: RUNNER_CONTAINER, environment }], cpu, memory },
      // Without slashes, it is no rescue: libs/shared/src/identity.ts
      startedBy: `verify-${probe}-${id.slice(0, 8)}`,
      clientToken: id,
    };
  }

  /** @returns the task, or why ECS started none */
  async run(input: RunTaskCommandInput): Promise<StartedTask | Failure> {
    const { tasks, failures } = await this.options.ecs.send(new RunTaskCommand(input));
    const arn = tasks?.[0]?.taskArn;
    if (arn === undefined) return failures?.[0] ?? { reason: 'neither a task nor a failure' };
    this.running.add(arn);
    return { arn, startedBy: input.startedBy ?? '', input };
  }

  /** Starts a task, and waits for capacity if there is none. */
  async start(probe: string, event: SmokeEvent): Promise<StartedTask> {
    return this.options.waiting.until(`Capacity for the probe ${probe}`, async () => {
      const started = await this.run(this.inputFor(probe, event));
      return isStarted(started) ? started : undefined;
    });
  }

  async untilRunning({ arn }: StartedTask): Promise<void> {
    const { stage, ecs, waiting } = this.options;
    await waiting.until(`The start of task ${arn}`, async () => {
      const task = await describe(arn, stage.cluster, ecs);
      return BEFORE_RUNNING.includes(task?.lastStatus ?? '') ? undefined : task;
    });
  }

  async untilStopped({ arn }: StartedTask): Promise<Task> {
    const { stage, ecs, waiting } = this.options;
    const task = await stopped(arn, stage.cluster, ecs, waiting);
    this.running.delete(arn);
    return task;
  }

  async stop({ arn }: Pick<StartedTask, 'arn'>): Promise<void> {
    const { stage, ecs } = this.options;
    await ecs.send(new StopTaskCommand({ cluster: stage.cluster, task: arn, reason: STOP_REASON }));
  }

  /** Stops what still runs, also after an error or Ctrl-C. */
  async stopAll(): Promise<void> {
    await Promise.all([...this.running].map((arn) => this.stop({ arn })));
  }
}

export function isStarted(result: StartedTask | Failure): result is StartedTask {
  return 'input' in result;
}

// Runs the secondary in specs against models of SQS, ECS, and S3.
import {
  DescribeTasksCommand,
  type DescribeTasksCommandInput,
  ListTasksCommand,
  type ListTasksCommandInput,
  RunTaskCommand,
  type RunTaskCommandInput,
} from '@aws-sdk/client-ecs';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand, type SendMessageCommandInput } from '@aws-sdk/client-sqs';
import { type Environment } from '../environment';
import { handleMessage } from '../handle-message';
import { contractOfTask } from '../read/task-contract';
import { deps, ecs, resetAws, s3, sqs } from './aws';
import { BucketModel } from './bucket-model';
import { EcsModel, type ModelTask, type Reading } from './ecs-model';
import { aRecord, aTaskEvent, type RecordChange, STOPPED_TASKS } from './fixtures';

/** How one call to AWS ends. */
export type CallResult = 'fine' | 'no capacity' | 'refused' | 'response lost' | 'crash';

export interface Message {
  readonly messageId: string;
  readonly queue: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  deliveries: number;
}

/** The event that a task runs. */
export interface RunEvent {
  readonly functionName: string;
  /** Its text; undefined if it was missing. */
  readonly event: string | undefined;
}

export class Harness {
  readonly ecs: EcsModel;
  /** In all queues. */
  messages: Message[] = [];
  /** What succeeded, once for each task. */
  readonly succeeded: RunEvent[] = [];
  private readonly events = new Map<ModelTask, RunEvent>();
  private readonly bucket = new BucketModel();
  private hasCrashed = false;
  private sent = 0;

  /** @param nextResult of the next call */
  constructor(
    reading: Reading,
    private readonly environment: Environment,
    private readonly nextResult: () => CallResult,
  ) {
    this.ecs = new EcsModel(reading);
    this.connect();
  }

  in(queue: string): Message[] {
    return this.messages.filter((message) => message.queue === queue);
  }

  send(queue: string, { body = '', attributes = {} }: RecordChange): void {
    this.sent += 1;
    this.messages.push({ messageId: `m-${this.sent}`, queue, body, attributes, deliveries: 0 });
  }

  /** Starts a task without the secondary. */
  start(input: RunTaskCommandInput): void {
    this.sent += 1;
    this.ecs.runTask({ ...input, clientToken: `c-${this.sent}` }, true);
    this.noteEvents();
  }

  /** The event of a message; undefined if it is missing. */
  eventOf({ body, attributes }: Message): string | undefined {
    const { EventS3 } = attributes;
    return EventS3 === undefined
      ? body
      : this.bucket.objects.get(EventS3.replace(/^s3:\/\/[^/]+\//, ''));
  }

  /** Delivers a message to the secondary. It is deleted once it is handled, unless `again` asks for one more delivery. */
  async deliver(message: Message, again = false): Promise<void> {
    message.deliveries += 1;
    this.hasCrashed = false;
    const record = aRecord({ ...message, delivery: message.deliveries });
    try {
      await handleMessage(record, deps(this.environment));
    } catch {
      return; // it stays in its queue
    }
    if (!again && this.isUp()) {
      this.messages = this.messages.filter((other) => other !== message);
    }
  }

  /** Whether the secondary responded; a process that died does not, even if it handled its message. */
  private isUp(): boolean {
    return !this.hasCrashed;
  }

  /** The tasks that were given an event. */
  tasksOf({ functionName, event }: RunEvent): ModelTask[] {
    return this.ecs.tasks.filter((task) => {
      const given = this.events.get(task);
      return given?.functionName === functionName && given.event === event;
    });
  }

  /** Stops a running task, if there is one. ECS reports its end at least once. */
  stop(end: object & { readonly succeeds: boolean }, copies: number, pick = 0): void {
    const { running } = this.ecs;
    const task = running[pick % Math.max(running.length, 1)];
    if (!task) return;
    task.isRunning = false;
    if (end.succeeds) this.succeeded.push(...[this.events.get(task) ?? []].flat());
    const { startedBy, group, overrides } = task.input;
    const { taskArn, taskDefinitionArn } = task;
    const detail = { taskArn, taskDefinitionArn, startedBy, group, overrides, ...end };
    for (let copy = 0; copy < copies; copy += 1) {
      this.send(STOPPED_TASKS, { body: aTaskEvent(detail).body });
    }
  }

  private connect(): void {
    const call =
      <Input, Output>(effect: (input: Input, result: CallResult) => Output) =>
      (input: Input): Output => {
        const result = this.hasCrashed ? 'refused' : this.nextResult();
        if (result === 'refused') throw new Error(result);
        const output = effect(input, result);
        if (result === 'crash') this.hasCrashed = true;
        if (result === 'crash' || result === 'response lost') throw new Error(result);
        return output;
      };
    resetAws();
    ecs
      .on(RunTaskCommand)
      .callsFake(
        call((input: RunTaskCommandInput, result) => {
          const output = this.ecs.runTask(input, result !== 'no capacity');
          this.noteEvents();
          return output;
        }),
      )
      .on(DescribeTasksCommand)
      .callsFake(call((input: DescribeTasksCommandInput) => this.ecs.describeTasks(input)))
      .on(ListTasksCommand)
      .callsFake(call((input: ListTasksCommandInput) => this.ecs.listTasks(input)));
    sqs
      .on(SendMessageCommand)
      .callsFake(call((input: SendMessageCommandInput) => this.take(input)));
    s3.on(PutObjectCommand)
      .callsFake(call(this.bucket.put))
      .on(GetObjectCommand)
      .callsFake(call(this.bucket.get))
      .on(DeleteObjectCommand)
      .callsFake(call(this.bucket.delete));
  }

  /** The events as they are when their tasks start. */
  private noteEvents(): void {
    for (const task of this.ecs.tasks.filter((one) => !this.events.has(one))) {
      const { event } = contractOfTask(task.input.overrides) ?? {};
      const text = event && ('text' in event ? event.text : this.bucket.objects.get(event.s3.key));
      this.events.set(task, { functionName: String(task.input.taskDefinition), event: text });
    }
  }

  private take({ QueueUrl, MessageBody = '', MessageAttributes = {} }: SendMessageCommandInput) {
    const entries = Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => {
      return [name, StringValue] as const;
    });
    const queue = String(QueueUrl).replace(/^.*\//, '');
    this.send(queue, { body: MessageBody, attributes: Object.fromEntries(entries) });
    return {};
  }
}

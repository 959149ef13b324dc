// A small world for specs: queues, ECS and S3 by models, with the secondary between them.
import {
  DescribeTasksCommand,
  type DescribeTasksCommandInput,
  ListTasksCommand,
  type ListTasksCommandInput,
  RunTaskCommand,
  type RunTaskCommandInput,
} from '@aws-sdk/client-ecs';
import {
  DeleteObjectCommand,
  type DeleteObjectCommandInput,
  GetObjectCommand,
  type GetObjectCommandInput,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { SendMessageCommand, type SendMessageCommandInput } from '@aws-sdk/client-sqs';
import { type Environment } from '../environment';
import { takeMessage } from '../take-message';
import { contractOfTask } from '../task-contract';
import { deps, ecs, resetAws, s3, sqs } from './aws';
import { EcsModel, type ModelTask, type Reading } from './ecs-model';
import { aRecord, aTaskEvent, type RecordChange, STOPPED_TASKS } from './fixtures';

/** What becomes of one call of AWS. */
export type Fate = 'fine' | 'no capacity' | 'refused' | 'answer lost' | 'crash';

export interface Message {
  readonly messageId: string;
  readonly queue: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  deliveries: number;
}

/** What a task was given to run. */
export interface RunEvent {
  readonly functionName: string;
  /** Its text; undefined if it was not there. */
  readonly event: string | undefined;
}

/** Before any task stops. */
const STORED_AT = new Date(0);

const s3Error = (name: string) =>
  new S3ServiceException({ name, message: name, $fault: 'client', $metadata: {} });

export class World {
  readonly ecs: EcsModel;
  /** In all queues. */
  messages: Message[] = [];
  /** What has succeeded, once for each task. */
  readonly succeeded: RunEvent[] = [];
  private readonly events = new Map<ModelTask, RunEvent>();
  private readonly objects = new Map<string, string>();
  private hasCrashed = false;
  private sent = 0;

  /** @param fate of the next call */
  constructor(
    reading: Reading,
    private readonly environment: Environment,
    private readonly fate: () => Fate,
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

  /** The event that a message stands for; undefined if it is nowhere. */
  eventOf({ body, attributes }: Message): string | undefined {
    const { EventS3 } = attributes;
    return EventS3 === undefined ? body : this.objects.get(EventS3.replace(/^s3:\/\/[^/]+\//, ''));
  }

  /** Gives a message to the secondary; it is deleted when it was handled, unless SQS is to deliver it once more. */
  async deliver(message: Message, again = false): Promise<void> {
    message.deliveries += 1;
    this.hasCrashed = false;
    const record = aRecord({ ...message, delivery: message.deliveries });
    try {
      await takeMessage(record, deps(this.environment));
    } catch {
      return; // it rests in its queue
    }
    if (!again && this.isUp()) {
      this.messages = this.messages.filter((other) => other !== message);
    }
  }

  /** Whether the secondary has answered; a process that died does not, whatever became of its message. */
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

  /** Ends a task that runs, if there is one. ECS tells of it at least once. */
  stop(end: object & { readonly succeeds: boolean }, copies: number, pick = 0): void {
    const { running } = this.ecs;
    const task = running[pick % Math.max(running.length, 1)];
    if (!task) return;
    task.isRunning = false;
    if (end.succeeds) this.succeeded.push(...[this.events.get(task) ?? []].flat());
    const { startedBy, group, overrides } = task.input;
    const detail = { taskArn: task.taskArn, startedBy, group, overrides, ...end };
    for (let copy = 0; copy < copies; copy += 1) {
      this.send(STOPPED_TASKS, { body: aTaskEvent(detail).body });
    }
  }

  private connect(): void {
    const call =
      <Input, Output>(effect: (input: Input, fate: Fate) => Output) =>
      (input: Input): Output => {
        const fate = this.hasCrashed ? 'refused' : this.fate();
        if (fate === 'refused') throw new Error(fate);
        const output = effect(input, fate);
        if (fate === 'crash') this.hasCrashed = true;
        if (fate === 'crash' || fate === 'answer lost') throw new Error(fate);
        return output;
      };
    resetAws();
    ecs
      .on(RunTaskCommand)
      .callsFake(
        call((input: RunTaskCommandInput, fate) => {
          const output = this.ecs.runTask(input, fate !== 'no capacity');
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
      .callsFake(call((input: PutObjectCommandInput) => this.store(input)))
      .on(GetObjectCommand)
      .callsFake(call((input: GetObjectCommandInput) => this.load(input)))
      .on(DeleteObjectCommand)
      .callsFake(call(({ Key = '' }: DeleteObjectCommandInput) => this.objects.delete(Key)));
  }

  /** As it is when the task starts. */
  private noteEvents(): void {
    for (const task of this.ecs.tasks.filter((one) => !this.events.has(one))) {
      const { event } = contractOfTask(task.input.overrides) ?? {};
      const text = event && ('text' in event ? event.text : this.objects.get(event.s3.key));
      this.events.set(task, { functionName: String(task.input.group), event: text });
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

  private store({ Key = '', Body }: PutObjectCommandInput) {
    if (this.objects.has(Key)) throw s3Error('PreconditionFailed');
    if (typeof Body === 'string') this.objects.set(Key, Body);
    return {};
  }

  private load({ Key = '' }: GetObjectCommandInput) {
    const text = this.objects.get(Key);
    if (text === undefined) throw s3Error('AccessDenied');
    return { LastModified: STORED_AT, Body: { transformToString: () => Promise.resolve(text) } };
  }
}

// A local cloud that enforces IAM, with two rescued functions: one hostile, the other its victim.
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, type SendMessageCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import { LOCAL_ACCOUNT_ID, type TimedEntry } from '@immortal/local-cloud';
import { type Answer, type Call, nameSdkFolder } from '../testbed/calls';
import { putPage } from '../testbed/put-page';
import { packageTestService, PRIMARY, replaceHandler, SAMPLE } from '../testbed/service';
import { type ParkedMessage, Testbed } from '../testbed/testbed';

export const ATTACKER = PRIMARY;
export const VICTIM = SAMPLE;

/** A longer wait means that something is stuck. */
const PATIENCE_MS = 60_000;
const POLL_MS = 10;
const HANDLERS = path.join(__dirname, 'handlers');

/** An invocation in a container. */
export interface Ran {
  readonly functionName: string;
  readonly event: unknown;
}

export interface Message extends Call {
  readonly input: SendMessageCommandInput;
}

export class AttackCloud {
  /** The invocations in containers so far. */
  readonly ran: Ran[] = [];
  /** The messages that reached the parked queue so far. */
  readonly parked: ParkedMessage[] = [];
  private readonly running = new Set<string>();
  private readonly sqs: SQSClient;
  private readonly s3: S3Client;
  private readonly lambda: LambdaClient;

  private constructor(private readonly testbed: Testbed) {
    const { clientOptions, timeline } = testbed;
    this.sqs = new SQSClient(clientOptions);
    this.s3 = new S3Client({ ...clientOptions, forcePathStyle: true });
    this.lambda = new LambdaClient(clientOptions);
    timeline.subscribe((entry) => {
      this.note(entry);
    });
  }

  static async open(): Promise<AttackCloud> {
    const folder = packageTestService((template) => {
      nameSdkFolder(ATTACKER, template);
    });
    replaceHandler(ATTACKER, path.join(HANDLERS, 'attacker.cjs'), folder);
    replaceHandler(VICTIM, path.join(HANDLERS, 'victim.cjs'), folder);
    return new AttackCloud(await Testbed.open(folder));
  }

  async close(): Promise<void> {
    for (const client of [this.sqs, this.s3, this.lambda]) client.destroy();
    await this.testbed.close();
  }

  /** Has the hostile function make calls. @returns each call's error, or undefined */
  async attack(...calls: readonly Call[]): Promise<(string | undefined)[]> {
    const answers = (await this.invoke({ calls })) as Answer[];
    return answers.map(({ error }) => error);
  }

  /** The responses of a running function's Runtime API to another user of the machine, who found its port. */
  async answersToNeighbor(uid: number): Promise<unknown> {
    return this.invoke({ neighbor: uid });
  }

  /** Sends the message that Lambda sends when it gives up on an event. */
  async sendDeadLetter(functionName: string, requestId: string, event: unknown): Promise<void> {
    const attributes = { RequestID: requestId, ErrorCode: '200', ErrorMessage: 'Task timed out' };
    await this.send(this.messageTo(functionName, JSON.stringify(event), attributes));
  }

  /** Sends a message as a sender with permission on the queue. */
  async send(message: Message): Promise<void> {
    await this.sqs.send(new SendMessageCommand(message.input));
  }

  /** A message for a function's failure queue. */
  messageTo(
    functionName: string,
    body: string,
    attributes: Readonly<Record<string, string>>,
  ): Message {
    const entries = Object.entries(attributes).map(([name, StringValue]) => {
      return [name, { DataType: 'String', StringValue }] as const;
    });
    const QueueUrl = `${this.testbed.cloud.origin}/${LOCAL_ACCOUNT_ID}/${functionName}-failures`;
    const input = {
      QueueUrl,
      MessageBody: body,
      MessageAttributes: Object.fromEntries(entries),
    };
    return { client: 'sqs', operation: 'SendMessage', input };
  }

  /** The address of an object in the hand-over bucket. */
  addressOf(key: string): string {
    return `s3://${this.handOverBucket}/${key}`;
  }

  /** Waits until no message waits for the secondary and no container runs. */
  async settle(): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    // Twice in a row: a message that left one queue may not have reached the next one yet.
    for (let quiet = 0; quiet < 2; quiet = (await this.isQuiet()) ? quiet + 1 : 0) {
      if (Date.now() > end) throw new Error('Messages are still waiting.');
      await sleep(POLL_MS);
    }
  }

  /** @returns undefined if it does not exist */
  async readObject(key: string): Promise<string | undefined> {
    try {
      const { Body } = await this.s3.send(
        new GetObjectCommand({ Bucket: this.handOverBucket, Key: key }),
      );
      return await Body?.transformToString();
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
      throw error;
    }
  }

  async putObject(key: string, text: string): Promise<void> {
    await this.s3.send(new PutObjectCommand({ Bucket: this.handOverBucket, Key: key, Body: text }));
  }

  get origin(): string {
    return this.testbed.cloud.origin;
  }

  /** Puts a web page into a bucket. @returns a URL that anyone can read for a minute */
  async putPage(key: string, page: string): Promise<string> {
    const object = { bucket: this.handOverBucket, key, type: 'text/html', content: page };
    return putPage(this.testbed.cloud, object);
  }

  /** The parked messages with a request id. */
  parkedAs(requestId: string): ParkedMessage[] {
    return this.parked.filter(({ attributes }) => attributes['RequestID'] === requestId);
  }

  private async invoke(event: object): Promise<unknown> {
    const Payload = JSON.stringify(event);
    const command = new InvokeCommand({ FunctionName: ATTACKER, Payload });
    const { Payload: answer } = await this.lambda.send(command);
    return JSON.parse(Buffer.from(answer ?? []).toString());
  }

  private get handOverBucket(): string {
    const { region } = this.testbed.cloud.stack;
    return `immortal-dev-hand-over-${LOCAL_ACCOUNT_ID}-${region}`;
  }

  private async isQuiet(): Promise<boolean> {
    this.parked.push(...(await this.testbed.takeParked()));
    return this.running.size === 0 && (await this.testbed.areQueuesEmpty());
  }

  private note(entry: TimedEntry): void {
    if (entry.type === 'task') {
      if (entry.status === 'STOPPED') this.running.delete(entry.taskArn);
      else this.running.add(entry.taskArn);
    }
    if (entry.type !== 'log' || entry.source !== 'task' || !entry.line.startsWith('RAN ')) return;
    this.ran.push(JSON.parse(entry.line.slice(4)) as Ran);
  }
}

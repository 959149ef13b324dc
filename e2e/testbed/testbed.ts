// A local cloud with the test service: runs events until each is done or parked, and accounts for them.
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { LambdaClient, InvokeCommand } from '@aws-sdk/client-lambda';
import {
  type Cloud,
  LOCAL_ACCOUNT_ID,
  startCloud,
  Timeline,
  WORKSPACE,
} from '@immortal/local-cloud';
import { readTaskIdentity, type TaskNames } from '@immortal/shared';
import { type Call } from './calls';
import { type Account, Ledger } from './ledger';
import { packageTestService, PARKED_QUEUE, PRIMARY } from './service';

/** The event of handlers/primary.cjs. */
export interface TestEvent {
  readonly milliseconds?: number;
  readonly fails?: boolean;
  /** AWS calls that the container makes. It prints `ANSWERS`, a space, and the answers as JSON. */
  readonly calls?: readonly Call[];
  /** A line that the container prints. */
  readonly says?: string;
  /** The first containers, that many, wait until a fault strikes them; they count themselves in the folder. */
  readonly struck?: { readonly times: number; readonly folder: string };
  /** Makes the event larger. */
  readonly filling?: string;
}

/** A message of the parked queue. */
export interface ParkedMessage {
  readonly requestId: string;
  readonly reason: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly traceHeader?: string | undefined;
}

/** A longer run means that something is stuck. */
const PATIENCE_MS = 150_000;
const POLL_MS = 10;
const REGION = 'eu-west-1';
/** Minutes of waiting pass in less than a tenth of a second. */
const TIME_SCALE = 20_000;

/** How the events of one run ended. */
export interface Outcome extends Account {
  /** How many containers were launched. */
  readonly containers: number;
  readonly parkedMessages: readonly ParkedMessage[];
}

export interface ClientOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export class Testbed {
  private constructor(
    readonly cloud: Cloud,
    readonly timeline: Timeline,
    private readonly lambda: LambdaClient,
    private readonly folder: string,
  ) {}

  static async open(folder = packageTestService()): Promise<Testbed> {
    const timeline = new Timeline();
    const cloud = await startCloud({
      ...WORKSPACE,
      packageFolder: folder,
      port: 0,
      timeScale: TIME_SCALE,
      timeline,
      region: REGION,
      stackName: 'testbed',
    });
    return new Testbed(cloud, timeline, new LambdaClient(clientOptions(cloud)), folder);
  }

  /** The settings of an SDK client that calls the cloud as its developer. */
  get clientOptions(): ClientOptions {
    return clientOptions(this.cloud);
  }

  /**
   * Invokes a function with each event, and waits until each is done or parked and no message is in flight.
   *
   * @param functionName a function of handlers/primary.cjs
   * @throws if that takes too long; the message contains the account
   */
  async run(events: readonly TestEvent[], functionName: string = PRIMARY): Promise<Outcome> {
    const ledger = new Ledger(this.timeline);
    const parkedMessages: ParkedMessage[] = [];
    try {
      for (const event of events) await this.invoke(event, functionName);
      const end = Date.now() + PATIENCE_MS;
      while (!(await this.isQuiet(ledger, parkedMessages))) {
        if (Date.now() > end) throw new Error(`Stuck: ${JSON.stringify(ledger.account())}`);
        await sleep(POLL_MS);
      }
    } finally {
      ledger.close();
    }
    return { ...ledger.account(), containers: ledger.tasks.size, parkedMessages };
  }

  async close(): Promise<void> {
    this.lambda.destroy();
    await this.cloud.stop();
    rmSync(this.folder, { recursive: true });
  }

  /** Whether no message waits for the secondary, or is in flight. */
  async areQueuesEmpty(): Promise<boolean> {
    const { mappings, storage } = this.cloud;
    const depths = await Promise.all(mappings.map(({ queueArn }) => storage.queueDepth(queueArn)));
    return depths.every(({ visible, inFlight, delayed }) => visible + inFlight + delayed === 0);
  }

  /** Receives and deletes the messages of the parked queue. */
  async takeParked(): Promise<ParkedMessage[]> {
    const { storage } = this.cloud;
    const arn = `arn:aws:sqs:${REGION}:${LOCAL_ACCOUNT_ID}:${PARKED_QUEUE}`;
    const messages = await storage.receiveMessages(arn, { max: 10, waitSeconds: 0 });
    for (const { receiptHandle } of messages) await storage.deleteMessage(arn, receiptHandle);
    return messages.map(({ body, messageAttributes, attributes: system }) => {
      const attributes = Object.fromEntries(
        Object.entries(messageAttributes).map(([name, { stringValue }]) => [name, stringValue]),
      );
      const { RequestID: requestId = requestIdInEvent(body), Reason: reason = '' } = attributes;
      return { requestId, reason, body, attributes, traceHeader: system['AWSTraceHeader'] };
    });
  }

  private async invoke(event: TestEvent, FunctionName: string): Promise<void> {
    const Payload = JSON.stringify(event);
    const command = { FunctionName, InvocationType: 'Event' as const, Payload };
    await this.lambda.send(new InvokeCommand(command));
  }

  private async isQuiet(ledger: Ledger, parked: ParkedMessage[]): Promise<boolean> {
    for (const message of await this.takeParked()) {
      parked.push(message);
      ledger.park(message.requestId);
    }
    return ledger.isSettled && (await this.areQueuesEmpty());
  }
}

function clientOptions({ origin, callers }: Cloud): ClientOptions {
  return { endpoint: origin, region: REGION, credentials: callers.developer };
}

/** A task's event that was parked unmodified. */
function requestIdInEvent(body: string): string {
  const { detail } = JSON.parse(body) as { detail?: TaskNames };
  return readTaskIdentity(detail ?? {})?.requestId ?? '';
}

// A local cloud with the test service and the console, for one spec.
import { rmSync } from 'node:fs';
import {
  type Cloud,
  type CloudOptions,
  CONSOLE_FOLDER,
  CONSOLE_PATHS,
  LOCAL_ACCOUNT_ID,
  startCloud,
  type TimedEntry,
  Timeline,
  WORKSPACE,
} from '@immortal/local-cloud';
import { packageTestService, PRIMARY } from '../testbed/service';
import { type TestEvent } from '../testbed/testbed';

/** Minutes of waiting take less than a tenth of a second. */
const TIME_SCALE = 20_000;

export class Harness {
  private constructor(
    readonly cloud: Cloud,
    readonly timeline: Timeline,
    private readonly folder: string,
  ) {}

  static async open(options: Partial<CloudOptions> = {}): Promise<Harness> {
    const timeline = new Timeline();
    const packageFolder = packageTestService();
    const cloud = await startCloud({
      ...WORKSPACE,
      packageFolder,
      consoleFolder: CONSOLE_FOLDER,
      port: 0,
      timeScale: TIME_SCALE,
      timeline,
      region: 'eu-west-1',
      stackName: 'console',
      ...options,
    });
    return new Harness(cloud, timeline, packageFolder);
  }

  /** The printed URL, with the token. */
  get url(): string {
    return this.cloud.consoleUrl ?? '';
  }

  /** The URL of the opened page, without the token. */
  get pageUrl(): string {
    return this.cloud.origin + CONSOLE_PATHS.page;
  }

  /** The header with the token, for requests without a browser. */
  get tokenHeader(): { readonly authorization: string } {
    const token = new URL(this.url).searchParams.get('token') ?? '';
    return { authorization: `Bearer ${token}` };
  }

  get port(): number {
    return Number(new URL(this.cloud.origin).port);
  }

  /** Invokes the primary asynchronously. @returns the request ids */
  async send(event: TestEvent, times = 1): Promise<string[]> {
    const address = `${CONSOLE_PATHS.api}functions/${PRIMARY}/invocations?times=${times}`;
    const answer = await fetch(this.cloud.origin + address, {
      method: 'POST',
      headers: { ...this.tokenHeader, 'content-type': 'application/json' },
      body: JSON.stringify(event),
    });
    const { requestIds } = (await answer.json()) as { requestIds: string[] };
    return requestIds;
  }

  /** Sends a message to a function's failure queue, as anyone with permission to send there could. */
  async sendDeadLetter(functionName: string, requestId: string, body: string): Promise<void> {
    const { storage, stack } = this.cloud;
    const arn = `arn:aws:sqs:${stack.region}:${LOCAL_ACCOUNT_ID}:${functionName}-failures`;
    const attributes = { RequestID: { DataType: 'String', StringValue: requestId } };
    await storage.sendMessage(arn, body, attributes);
  }

  /** Resolves with the next entry that matches. */
  async until(isWanted: (entry: TimedEntry) => boolean): Promise<TimedEntry> {
    return new Promise((resolve) => {
      const unsubscribe = this.timeline.subscribe((entry) => {
        if (!isWanted(entry)) return;
        unsubscribe();
        resolve(entry);
      });
    });
  }

  async close(): Promise<void> {
    await this.cloud.stop();
    rmSync(this.folder, { recursive: true });
  }
}

// SQS by its JSON calls: fauxqs does the work, and what it gets wrong is put right on the way.
import { Delays } from './delays';
import { checkMessage, withBinaryBytes, type Message } from './message-attributes';
import { type Engine } from '../storage/engine';
import { ApiError } from '../../kernel/errors';
import { checkQueueName, QueueNames, type StorageOptions } from './queue-names';
import { readQueueAttributes } from './queue-attributes';
import { withSourceArns } from './source-arns';
import type { SqsInput } from './input';
import { askForTraceHeader, keepTraceHeader, showTraceHeaders } from './trace-headers';
import { withoutUnaskedAttributes } from './unasked-attributes';

/** How long a message that was given back stays hidden: here, and on AWS. */
export interface Wait {
  readonly waitSeconds: number;
  readonly awsWaitSeconds: number;
}

const JSON_TYPE = 'application/x-amz-json-1.0';

export class SqsService {
  readonly names: QueueNames;
  readonly #delays: Delays;

  constructor(
    private readonly engine: Engine,
    private readonly options: StorageOptions,
  ) {
    this.names = new QueueNames(options);
    this.#delays = new Delays(options.timeScale ?? { factor: 1 }, (url) => this.#attributes(url));
  }

  /**
   * Makes one call, with queue URLs and ARNs as clients know them.
   *
   * @throws ApiError with AWS's error code when SQS refuses the call
   */
  async call(action: string, input: SqsInput): Promise<SqsInput> {
    const url = input['QueueUrl'];
    const inner = typeof url === 'string' ? this.names.inner(this.names.ofUrl(url)) : undefined;
    const request = await this.#prepare(action, { ...input, ...(inner && { QueueUrl: inner }) });
    if (action === 'SendMessageBatch') return this.#sendBatch(request);
    return this.#present(await this.#send(action, request), input, action);
  }

  /** Ends the work on a message: it comes back after the scaled rest of its visibility timeout. */
  giveBack(queueArn: string, receiptHandle: string): Wait {
    const url = this.innerUrlOf(queueArn);
    const factor = this.options.timeScale?.factor ?? 1;
    const awsWaitSeconds = this.engine.shorten(url, receiptHandle, factor);
    return { waitSeconds: awsWaitSeconds / factor, awsWaitSeconds };
  }

  /** The queue's URL as fauxqs has it. */
  innerUrlOf(queueArn: string): string {
    return this.names.inner(this.names.ofArn(queueArn));
  }

  /** Whether there is a queue with this ARN. */
  async has(arn: string): Promise<boolean> {
    try {
      await this.#send('GetQueueUrl', { QueueName: this.names.ofArn(arn) });
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.code === 'QueueDoesNotExist') return false;
      throw error;
    }
  }

  async #attributes(innerUrl: unknown): Promise<Record<string, string>> {
    const { Attributes } = await this.#send('GetQueueAttributes', { QueueUrl: innerUrl });
    return (Attributes ?? {}) as Record<string, string>;
  }

  async #prepare(action: string, input: SqsInput): Promise<SqsInput> {
    switch (action) {
      case 'CreateQueue':
      case 'SetQueueAttributes': {
        if (action === 'CreateQueue') checkQueueName(input['QueueName']);
        const attributes = await readQueueAttributes(input['Attributes'], (arn) => this.has(arn));
        const inner = Object.entries(attributes).map(([k, v]) => [k, this.names.innerArns(v)]);
        return { ...input, Attributes: Object.fromEntries(inner) as SqsInput };
      }
      case 'SendMessage':
        return this.#prepareMessage(input, input['QueueUrl']);
      case 'ReceiveMessage':
        return askForTraceHeader(input);
      default:
        return input;
    }
  }

  /** An entry that SQS refuses fails alone. */
  async #sendBatch(input: SqsInput): Promise<SqsInput> {
    const failed: SqsInput[] = [];
    const fitting: SqsInput[] = [];
    for (const entry of entriesOf(input)) {
      try {
        fitting.push(await this.#prepareMessage(entry, input['QueueUrl']));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        const { code: Code, message: Message } = error;
        failed.push({ Id: entry['Id'], SenderFault: true, Code, Message });
      }
    }
    if (failed.length > 0 && fitting.length === 0) return { Successful: [], Failed: failed };
    const output = await this.#send('SendMessageBatch', { ...input, Entries: fitting });
    return { ...output, Failed: [...(output['Failed'] as SqsInput[]), ...failed] };
  }

  async #prepareMessage(message: Message, queueUrl: unknown): Promise<SqsInput> {
    checkMessage(message);
    return withBinaryBytes(await this.#delays.of(keepTraceHeader(message), queueUrl));
  }

  async #send(action: string, input: SqsInput): Promise<SqsInput> {
    const response = await this.engine.call({
      method: 'POST',
      url: '/',
      // fauxqs makes its queue URLs from the host, so it is always the same.
      headers: {
        host: 'localhost',
        'content-type': JSON_TYPE,
        'x-amz-target': `AmazonSQS.${action}`,
      },
      body: input,
    });
    const output = JSON.parse(response.body.toString() || '{}') as SqsInput;
    if (response.status < 400) return output;
    const { __type: type = 'InternalFailure', message } = output as Record<
      string,
      string | undefined
    >;
    throw new ApiError(type.replace(/^.*#/, ''), message ?? '', response.status);
  }

  #present(output: SqsInput, input: SqsInput, action: string): SqsInput {
    const outer = (url: unknown) => this.names.outer(String(url).replace(/^.*\//, ''));
    if ('QueueUrl' in output) return { ...output, QueueUrl: outer(output['QueueUrl']) };
    if (Array.isArray(output['QueueUrls']))
      return { ...output, QueueUrls: output['QueueUrls'].map(outer) };
    if (action === 'ReceiveMessage') {
      const told = withSourceArns(output, input, (messageId) => {
        const source = this.engine.sourceOf(messageId);
        return source === undefined ? undefined : this.names.arnOf(source);
      });
      return withoutUnaskedAttributes(showTraceHeaders(told, input), input);
    }
    if (action !== 'GetQueueAttributes') return output;
    const attributes = Object.entries(output['Attributes'] as Record<string, string>);
    // A policy that was taken away is the empty text in fauxqs.
    const shown = attributes
      .filter(([, text]) => text !== '')
      .map(([name, text]) => [name, this.names.outerArns(text)]);
    return { ...output, Attributes: Object.fromEntries(shown) as SqsInput };
  }
}

const entriesOf = (input: SqsInput): SqsInput[] =>
  Array.isArray(input['Entries']) ? (input['Entries'] as SqsInput[]) : [];

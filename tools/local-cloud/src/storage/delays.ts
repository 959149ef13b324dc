// Visibility timeouts and delays: checked against AWS's ranges, then scaled.
import { StorageError } from './errors';
import { SQS_MAX_DELAY_SECONDS, SQS_MAX_VISIBILITY_TIMEOUT_SECONDS } from './limits';

type Input = Record<string, unknown>;
type Attributes = Readonly<Record<string, string>>;

export class VisibilityTimes {
  constructor(
    /** Seconds of AWS that pass in one second here. */
    private readonly scale: number,
    private readonly attributesOf: (queueUrl: unknown) => Promise<Attributes>,
  ) {}

  /** ReceiveMessage: its own timeout, or else the queue's. */
  async ofReceive(input: Input): Promise<Input> {
    const given = visibility(input['VisibilityTimeout']);
    if (this.scale === 1) return input;
    const seconds =
      given ?? Number((await this.attributesOf(input['QueueUrl']))['VisibilityTimeout']);
    return { ...input, VisibilityTimeout: seconds / this.scale };
  }

  /** ChangeMessageVisibility. */
  ofChange(input: Input): Input {
    const seconds = visibility(input['VisibilityTimeout']);
    return seconds === undefined ? input : { ...input, VisibilityTimeout: seconds / this.scale };
  }

  /** An entry of ChangeMessageVisibilityBatch: one out of range fails alone, which fauxqs sees to. */
  ofEntry(entry: Input): Input {
    const seconds = entry['VisibilityTimeout'];
    const fits =
      typeof seconds === 'number' && inRange(seconds, SQS_MAX_VISIBILITY_TIMEOUT_SECONDS);
    return fits ? { ...entry, VisibilityTimeout: seconds / this.scale } : entry;
  }

  /** SendMessage: its own delay, or else the queue's. FIFO queues know only the queue's. */
  async ofSend(message: Input, queueUrl: unknown): Promise<Input> {
    const given = message['DelaySeconds'] as number | undefined;
    if (given !== undefined && !inRange(given, SQS_MAX_DELAY_SECONDS))
      throw outOfRange(
        'DelaySeconds',
        given,
        `DelaySeconds must be >= 0 and <= ${SQS_MAX_DELAY_SECONDS}.`,
      );
    if (this.scale === 1) return message;
    const attributes = await this.attributesOf(queueUrl);
    if (attributes['FifoQueue'] === 'true') return message;
    const seconds = given ?? Number(attributes['DelaySeconds']);
    return { ...message, DelaySeconds: seconds / this.scale };
  }
}

const inRange = (seconds: number, max: number): boolean => seconds >= 0 && seconds <= max;

function visibility(given: unknown): number | undefined {
  const seconds = given as number | undefined;
  const max = SQS_MAX_VISIBILITY_TIMEOUT_SECONDS;
  if (seconds === undefined || inRange(seconds, max)) return seconds;
  throw outOfRange('VisibilityTimeout', seconds, `Must be between 0 and ${max}.`);
}

const outOfRange = (name: string, value: number, reason: string): StorageError =>
  new StorageError(
    'InvalidParameterValue',
    `Value ${value} for parameter ${name} is invalid. Reason: ${reason}`,
  );

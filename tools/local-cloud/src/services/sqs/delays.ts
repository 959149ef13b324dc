// Delays of messages: checked against AWS's range, then scaled. Visibility timeouts are not scaled:
// they protect work, which takes as long here as anywhere.
import { SQS_MAX_DELAY_SECONDS } from '../../kernel/aws-limits';
import { ApiError } from '../../kernel/errors';

type Input = Record<string, unknown>;
type Attributes = Readonly<Record<string, string>>;

export class Delays {
  constructor(
    /** Seconds of AWS that pass in one second here. */
    private readonly scale: { readonly factor: number },
    private readonly attributesOf: (queueUrl: unknown) => Promise<Attributes>,
  ) {}

  /**
   * A message with its own delay, or else the queue's. FIFO queues know only the queue's.
   *
   * @throws ApiError InvalidParameterValue when SQS would refuse the delay
   */
  async of(message: Input, queueUrl: unknown): Promise<Input> {
    const given = message['DelaySeconds'] as number | undefined;
    if (given !== undefined && !(given >= 0 && given <= SQS_MAX_DELAY_SECONDS))
      throw new ApiError(
        'InvalidParameterValue',
        `Value ${given} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= ${SQS_MAX_DELAY_SECONDS}.`,
      );
    if (this.scale.factor === 1) return message;
    const attributes = await this.attributesOf(queueUrl);
    if (attributes['FifoQueue'] === 'true') return message;
    const seconds = given ?? Number(attributes['DelaySeconds']);
    return { ...message, DelaySeconds: seconds / this.scale.factor };
  }
}

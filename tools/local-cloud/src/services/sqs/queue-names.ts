// Queue URLs and ARNs, as clients see them and as fauxqs makes them.
import { partitionOf } from '../../kernel/template/parameters';
import { ApiError } from '../../kernel/errors';
import type { DeadLetterListeners } from '../storage/moved-messages';

export interface StorageOptions extends DeadLetterListeners {
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  /** `http://127.0.0.1:PORT`: what clients see in queue URLs. */
  readonly origin: string;
  /**
   * Seconds of AWS that pass in one second here, for delays and for what is left of a visibility
   * timeout when a message is given back; 1 by default. Attributes keep showing AWS's values.
   * Neither waiting for messages nor working on them is scaled. It may change while the storage is used.
   */
  readonly timeScale?: { readonly factor: number };
}

// fauxqs always uses this account.
const INNER_ACCOUNT = '000000000000';

export class QueueNames {
  readonly #outerArn: string;
  readonly #innerArn: string;

  constructor(private readonly options: StorageOptions) {
    const { region, accountId } = options;
    this.#outerArn = `arn:${partitionOf(region)}:sqs:${region}:${accountId}:`;
    this.#innerArn = `arn:aws:sqs:${region}:${INNER_ACCOUNT}:`;
  }

  /** The URL under which fauxqs knows a queue. */
  inner = (name: string): string =>
    `http://sqs.${this.options.region}.localhost/${INNER_ACCOUNT}/${name}`;

  /** The URL that clients see. */
  outer = (name: string): string => `${this.options.origin}/${this.options.accountId}/${name}`;

  /**
   * The name of the queue that a client means. The host of the URL does not matter: 127.0.0.1 and
   * localhost are the same place.
   *
   * @throws ApiError QueueDoesNotExist when the URL is that of another account or of nothing
   */
  ofUrl(url: string): string {
    const [, account, name] = /^https?:\/\/[^/]+\/(\d+)\/([^/]+)$/.exec(url) ?? [];
    if (account === this.options.accountId && name !== undefined) return name;
    throw queueDoesNotExist();
  }

  /** @throws ApiError QueueDoesNotExist when the ARN is of another account or region */
  ofArn(arn: string): string {
    if (arn.startsWith(this.#outerArn)) return arn.slice(this.#outerArn.length);
    throw queueDoesNotExist();
  }

  arnOf = (name: string): string => this.#outerArn + name;

  /** Text of an attribute (QueueArn, RedrivePolicy) with ARNs as fauxqs has them. */
  innerArns = (text: string): string => text.replaceAll(this.#outerArn, this.#innerArn);

  /** Text of an attribute with ARNs as clients see them. */
  outerArns = (text: string): string => text.replaceAll(this.#innerArn, this.#outerArn);
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
export const queueDoesNotExist = (): ApiError =>
  new ApiError('QueueDoesNotExist', 'The specified queue does not exist.');

/** @throws ApiError InvalidParameterValue for a name that SQS does not take */
export function checkQueueName(name: unknown): void {
  if (typeof name === 'string' && name.length <= 80 && /^[\w-]+(\.fifo)?$/.test(name)) return;
  throw new ApiError(
    'InvalidParameterValue',
    'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
  );
}

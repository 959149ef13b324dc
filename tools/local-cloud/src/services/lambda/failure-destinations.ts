// Sends an event that Lambda gives up on to its destinations: the dead-letter queue, the OnFailure destination, or both.
import { MAX_ERROR_MESSAGE_BYTES } from '../../kernel/aws-limits';
import type { Storage } from '../storage';
import type { Timeline } from '../../timeline';
import type { Run } from './environment';
import { isQueueArn } from './failure-settings';
import type { Result } from './result';

type Failure = Exclude<Result, { kind: 'success' }>;
type Condition = 'RetriesExhausted' | 'EventAgeExceeded';

interface Destination {
  readonly arn: string;
  readonly body: string;
  readonly attributes: Parameters<Storage['sendMessage']>[2];
}

export class FailureDestinations {
  constructor(
    private readonly storage: Pick<Storage, 'sendMessage'>,
    private readonly timeline: Timeline,
  ) {}

  /** @param attempts how often the event was tried */
  async giveUp(run: Run, failure: Failure, attempts: number, condition: Condition): Promise<void> {
    const { deadLetterArn, onFailureArn } = run.function;
    const targets: Destination[] = [];
    if (deadLetterArn !== undefined) targets.push(deadLetter(deadLetterArn, run, failure));
    if (onFailureArn !== undefined) {
      targets.push(destinationRecord(onFailureArn, run, failure, attempts, condition));
    }
    if (targets.length === 0) this.report(run, failure.message);
    for (const target of targets) await this.send(run, failure, target);
  }

  /** What can't be delivered is gone, as on AWS, where only the metric DeadLetterErrors tells. */
  private async send(run: Run, failure: Failure, target: Destination): Promise<void> {
    if (!isQueueArn(target.arn)) {
      this.report(run, `${failure.message} (and ${target.arn} is not emulated)`);
      return;
    }
    try {
      await this.storage.sendMessage(target.arn, target.body, target.attributes, run.traceHeader);
      this.report(run, failure.message, target.arn);
    } catch (error) {
      this.report(run, `${failure.message} (and ${target.arn} does not take it: ${String(error)})`);
    }
  }

  private report({ requestId, function: fn }: Run, errorMessage: string, arn?: string): void {
    this.timeline.add({
      type: 'given-up',
      requestId,
      function: fn.name,
      errorMessage,
      ...(arn !== undefined && { destination: arn }),
    });
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq */
function deadLetter(arn: string, run: Run, { message }: Failure): Destination {
  return {
    arn,
    body: run.event.toString(),
    attributes: {
      RequestID: { DataType: 'String', StringValue: run.requestId },
      ErrorCode: { DataType: 'Number', StringValue: '200' },
      ErrorMessage: {
        DataType: 'String',
        StringValue: firstBytes(message, MAX_ERROR_MESSAGE_BYTES) || '-',
      },
    },
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-async-destinations */
function destinationRecord(
  arn: string,
  run: Run,
  { payload }: Failure,
  attempts: number,
  condition: Condition,
): Destination {
  const record = JSON.stringify({
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId: run.requestId,
      functionArn: `${run.function.arn}:$LATEST`,
      condition,
      approximateInvokeCount: attempts,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  });
  // The payloads as they are: parsing would change large numbers.
  const payloads = `"requestPayload":${run.event.toString()},"responsePayload":${asJson(payload)}`;
  return { arn, body: `${record.slice(0, -1)},${payloads}}`, attributes: {} };
}

/** A runtime of the user's own may post anything. */
function asJson(payload: Buffer): string {
  const text = payload.toString();
  try {
    JSON.parse(text);
    return text;
  } catch {
    return JSON.stringify(text);
  }
}

/** Without the character that the cut may go through. */
function firstBytes(text: string, bytes: number): string {
  return Buffer.from(text)
    .subarray(0, bytes)
    .toString()
    .replace(/\uFFFD$/, '');
}

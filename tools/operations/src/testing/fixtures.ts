// The fixture of the specs of `parked`.
import { type Message, type MessageAttributeValue } from '@aws-sdk/client-sqs';
import { type FailureAttributes, writeFailureAttributes } from '@immortal/shared';
import { S3Client } from '@aws-sdk/client-s3';
import { type ChangingDeps } from '../parked/deps';
import { captureOutput, type CapturedOutput } from './captured-output';
import { FakeSqs } from './fake-sqs';

export const PARKED = 'immortal-dev-parked';
export const FAILURES = 'immortal-dev-orders-failures';
/** A queue of another stack. */
export const FOREIGN = 'payments-prod';
export const PARKED_AT = new Date('2026-11-24T08:00:00Z');

/** As the secondary parks one. */
export function parkedMessage(change: FailureAttributes = {}, more: Message = {}): Message {
  return {
    Body: '{"id":1}',
    Attributes: { SentTimestamp: String(PARKED_AT.getTime()) },
    MessageAttributes: attributesOf(change),
    ...more,
  };
}

function attributesOf(change: FailureAttributes): Record<string, MessageAttributeValue> {
  return writeFailureAttributes({
    requestId: 'r-1',
    attempts: '2',
    functionName: 'immortal-dev-orders',
    reason: 'The function failed in the container (exit code 1).',
    queue: FAILURES,
    ...change,
  });
}

export interface Fixture extends Omit<CapturedOutput, 'output'> {
  readonly sqs: FakeSqs;
  readonly deps: ChangingDeps;
  /** What the operator was asked. */
  readonly questions: string[];
  readonly interruption: AbortController;
}

export function fixture(change: Partial<ChangingDeps> = {}): Fixture {
  const sqs = new FakeSqs(PARKED, FAILURES, FOREIGN);
  const { output, written, notes } = captureOutput();
  const questions: string[] = [];
  const interruption = new AbortController();
  const deps: ChangingDeps = {
    ...output,
    sqs: sqs.client,
    s3: new S3Client({ region: 'eu-west-1' }),
    stack: 'immortal-dev',
    signal: interruption.signal,
    confirm: (question) => {
      questions.push(question);
      return Promise.resolve(true);
    },
    ...change,
  };
  return { sqs, deps, written, notes, questions, interruption };
}

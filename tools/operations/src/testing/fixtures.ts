// What the specs of the parked queue start from.
import { stripVTControlCharacters } from 'node:util';
import { type Message, type MessageAttributeValue } from '@aws-sdk/client-sqs';
import { type FailureAttributes, writeFailureAttributes } from '@immortal/shared';
import { S3Client } from '@aws-sdk/client-s3';
import { type ChangingDeps } from '../parked/deps';
import { FakeSqs } from './fake-sqs';

export const PARKED = 'immortal-dev-parked';
export const FAILURES = 'immortal-dev-orders-failures';
/** Of somebody else. */
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
    ...{ requestId: 'r-1', attempts: '2', functionName: 'immortal-dev-orders' },
    ...{ reason: 'The function failed in the container (exit code 1).', queue: FAILURES },
    ...change,
  });
}

export interface Bench {
  readonly sqs: FakeSqs;
  readonly deps: ChangingDeps;
  /** Lines of the result. */
  readonly written: string[];
  readonly notes: string[];
  /** What the operator was asked. */
  readonly questions: string[];
  readonly interruption: AbortController;
}

export function bench(change: Partial<ChangingDeps> = {}): Bench {
  const sqs = new FakeSqs(PARKED, FAILURES, FOREIGN);
  const written: string[] = [];
  const notes: string[] = [];
  const questions: string[] = [];
  const interruption = new AbortController();
  const deps: ChangingDeps = {
    ...{ sqs: sqs.client, s3: new S3Client({ region: 'eu-west-1' }), stack: 'immortal-dev' },
    ...{ json: false, width: 200, signal: interruption.signal },
    now: () => new Date('2026-11-24T09:00:00Z'),
    write: (line) => written.push(stripVTControlCharacters(line)),
    note: (text) => notes.push(text),
    confirm: (question) => {
      questions.push(question);
      return Promise.resolve(true);
    },
    ...change,
  };
  return { sqs, deps, written, notes, questions, interruption };
}

// A parked message for people: what is known of it, line by line, and for scripts: as one line of JSON.
import { FAILURE_ATTRIBUTES, oneLine, printable } from '@immortal/shared';
import { utc } from '../times';
import { type EventText } from './event';
import { type ParkedMessage } from './parked-message';
import { prettyJson } from './pretty-json';

/** Attributes that the lines show under names of their own. */
const SHOWN: ReadonlySet<string> = new Set(
  Object.values(FAILURE_ATTRIBUTES).map(({ name }) => name),
);

/** @param retentionSeconds of the queue */
export function messageLines(message: ParkedMessage, retentionSeconds: number): string[] {
  const facts: [string, string | undefined][] = [
    ['message', message.messageId],
    ['function', message.functionName],
    ['version', message.functionVersion],
    ['request id', message.requestId],
    ['attempts', message.attempts?.toString()],
    ['first attempt', message.firstAttempt],
    ['parked at', timeOf(message.parkedAt)],
    ['deleted at', timeOf(deletedAt(message, retentionSeconds))],
    ['reason', message.reason],
    ['error', message.errorMessage],
    ['error code', message.errorCode],
    ['last task', message.taskArn],
    ['from queue', message.queue],
    ['event in', message.eventS3],
    ...otherAttributes(message),
  ];
  const width = Math.max(...facts.map(([label]) => label.length));
  return facts.flatMap(([label, value]) =>
    value === undefined ? [] : [`${printable(label).padEnd(width)}  ${oneLine(value)}`],
  );
}

/** The event indented, and without anything that a terminal would obey. */
export function eventLines(event: { readonly text: string }): string {
  return printable(prettyJson(event.text));
}

/** Everything, and the event as a string, so that not a byte of it changes. */
export function messageJson(
  message: ParkedMessage,
  retentionSeconds: number,
  event?: EventText,
): string {
  const { messageAttributes, ...facts } = message;
  const attributes = Object.fromEntries(
    Object.entries(messageAttributes).map(([name, { StringValue, BinaryValue }]) => [
      name,
      StringValue ?? Buffer.from(BinaryValue ?? []).toString('base64'),
    ]),
  );
  const shown = { ...facts, deletedAt: deletedAt(message, retentionSeconds), attributes };
  return printable(
    JSON.stringify({ ...shown, ...(event && 'text' in event && { event: event.text }) }),
  );
}

/** When SQS itself deletes it; the queue can't be told to keep it for longer. */
function deletedAt({ parkedAt }: ParkedMessage, retentionSeconds: number): Date | undefined {
  return parkedAt && new Date(parkedAt.getTime() + retentionSeconds * 1000);
}

function timeOf(time: Date | undefined): string | undefined {
  return time && `${utc(time)} UTC`;
}

function otherAttributes({ messageAttributes }: ParkedMessage): [string, string][] {
  return Object.entries(messageAttributes).flatMap(([name, { StringValue }]) =>
    SHOWN.has(name) ? [] : [[name, StringValue ?? '(bytes)']],
  );
}

// A parked message for people, one line for each fact, and for scripts, as one line of JSON.
import { FAILURE_ATTRIBUTES, oneLine, printable } from '@immortal/shared';
import { jsonLine } from '../output/output';
import { utc } from '../output/times';
import { type EventText } from './event';
import { type ParkedMessage } from './parked-message';
import { prettyJson } from './pretty-json';

/** Attributes that the lines show under other names. */
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

/** The event indented, without characters that a terminal would interpret. */
export function eventLines(event: { readonly text: string }): string {
  return printable(prettyJson(event.text));
}

/** Everything, with the event as a string, so that no byte of it changes. */
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
  return jsonLine({
    ...facts,
    deletedAt: deletedAt(message, retentionSeconds),
    attributes,
    ...(event && 'text' in event && { event: event.text }),
  });
}

/** When SQS deletes it. The retention period of a message can't be extended. */
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

// CreateLogStream and PutLogEvents: what a process writes itself, instead of by its output.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
import { ApiError } from '../../kernel/errors';
import { refuseIf } from './input-checks';
import type { LogGroup } from './log-group';

export interface WriteInput {
  readonly logStreamName?: string;
  readonly logEvents?: readonly { readonly message?: unknown }[];
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
const STREAM_NAME = /^[^:*]{1,512}$/;

/** @throws {ApiError} InvalidParameterException, ResourceAlreadyExistsException */
export function createStream(group: LogGroup, { logStreamName = '' }: WriteInput): void {
  refuseIf(
    !STREAM_NAME.test(logStreamName),
    'logStreamName must be 1 to 512 characters without : and *.',
  );
  if (group.streams.some(({ name }) => name === logStreamName)) {
    throw new ApiError('ResourceAlreadyExistsException', 'The specified log stream already exists');
  }
  group.createStream(logStreamName);
}

/** @throws {ApiError} InvalidParameterException */
export function putEvents(
  group: LogGroup,
  { logStreamName = '', logEvents = [] }: WriteInput,
): object {
  const messages = logEvents.map(({ message }) => message);
  const isText = (message: unknown) => typeof message === 'string' && message !== '';
  refuseIf(messages.length === 0 || !messages.every(isText), 'logEvents must have messages.');
  for (const message of messages) group.write(logStreamName, String(message));
  return {};
}

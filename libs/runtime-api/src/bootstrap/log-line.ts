// Lines of the log as AWS's runtime writes them: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
import { format } from 'node:util';
import { formatError } from './errors';

interface Head {
  readonly time: string;
  readonly level: string;
  readonly requestId: string;
}

export function textLine(head: Head, message: unknown, rest: readonly unknown[]): string {
  return [head.time, head.requestId, head.level, format(message, ...rest)].join('\t');
}

/** A lone object stays an object; the first error among several values is told in members of its own. */
export function jsonLine(head: Head, message: unknown, rest: readonly unknown[]): string {
  const line = { timestamp: head.time, level: head.level, requestId: head.requestId };
  if (rest.length > 0) {
    const error = rest.find((value) => value instanceof Error);
    return JSON.stringify({
      ...line,
      message: format(message, ...rest),
      ...(error && told(error)),
    });
  }
  try {
    const replacer = (_key: string, value: unknown) =>
      value instanceof Error ? Object.assign(told(value), value) : value;
    return JSON.stringify({ ...line, message }, replacer);
  } catch {
    return JSON.stringify({ ...line, message: format(message) });
  }
}

function told(error: Error) {
  return {
    errorType: error.constructor.name,
    errorMessage: error.message,
    stackTrace: error.stack?.split('\n') ?? [],
  };
}

/** The text after `Invoke Error`: an error and the errors in it, with all their members. */
export function loggedError(error: Error): string {
  try {
    return `\t${JSON.stringify(error, (_key, value: unknown) => withMembers(value))}`;
  } catch {
    return `\t${JSON.stringify(formatError(error))}`;
  }
}

function withMembers(value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { name: errorType, message: errorMessage, stack } = value;
  const code = 'code' in value ? value.code : undefined;
  const members = Object.assign({ errorType, errorMessage, code }, value);
  return Object.assign(members, { stack: stack?.split('\n') });
}

export function intoError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

// The console of a handler: each line with time, request id and level, as in CloudWatch.
import { format } from 'node:util';

let requestId = '-';

export function setRequestId(id: string): void {
  requestId = id;
}

/** Newlines become carriage returns, as in AWS's runtime, so that one call stays one line. */
export function patchConsole(): void {
  const writer =
    (level: string) =>
    (...parts: unknown[]) => {
      const line = [new Date().toISOString(), requestId, level, format(...parts)].join('\t');
      process.stdout.write(`${line.replaceAll('\n', '\r')}\n`);
    };
  const info = writer('INFO');
  Object.assign(console, {
    trace: writer('TRACE'),
    debug: writer('DEBUG'),
    info,
    log: info,
    warn: writer('WARN'),
    error: writer('ERROR'),
  });
}

/** An error that ends an invocation or the start, with all its members. */
export function logError(what: string, error: unknown): void {
  const known = error instanceof Error ? error : new Error(String(error));
  const { name, message, stack, ...members } = known;
  console.error(
    what,
    JSON.stringify({
      errorType: name,
      errorMessage: message,
      ...members,
      stack: stack?.split('\n'),
    }),
  );
}

// The console of a handler: each call one line, in the format and from the level on that the function is configured for.
import { intoError, jsonLine, loggedError, textLine } from './log-line';

/** From the least to the most severe. */
const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;
type Level = (typeof LEVELS)[number];

const { AWS_LAMBDA_LOG_FORMAT, AWS_LAMBDA_LOG_LEVEL } = process.env;
const json = AWS_LAMBDA_LOG_FORMAT?.toUpperCase() === 'JSON';
/** An unknown level is the lowest one. */
const lowest = LEVELS.indexOf(AWS_LAMBDA_LOG_LEVEL?.toUpperCase() as Level);

let requestId = '-';

export function setRequestId(id: string): void {
  requestId = id;
}

export function patchConsole(): void {
  const info = writer('INFO');
  Object.assign(console, {
    trace: writer('TRACE'),
    debug: writer('DEBUG'),
    info,
    log: info,
    warn: writer('WARN'),
    error: writer('ERROR'),
    fatal: writer('FATAL'),
  });
}

/** Newlines become carriage returns, as in AWS's runtime, so that one call stays one line. */
function writer(level: Level): (message: unknown, ...rest: unknown[]) => void {
  if (LEVELS.indexOf(level) < lowest) return () => undefined;
  const format = json ? jsonLine : textLine;
  return (message, ...rest) => {
    const head = { time: new Date().toISOString(), level, requestId };
    process.stdout.write(`${format(head, message, rest).replaceAll('\n', '\r')}\n`);
  };
}

/** An error that ends an invocation or the start, with all its members. */
export function logError(what: string, error: unknown): void {
  const known = intoError(error);
  if (json) console.error(known);
  else console.error(what, loggedError(known));
}

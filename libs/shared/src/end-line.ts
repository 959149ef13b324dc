// The runner's end line: the one line of JSON that tells how a task ended. Written and read here alone.
import { fitPayload, fitText } from './log-text';

/** The value of `service` in every line of the runner. */
export const RUNNER_SERVICE = 'runner';

/** Grows when a reader of today would misunderstand the line. */
export const END_LINE_VERSION = 1;

/**
 * Bytes of a whole line, escaped, with its line break. CloudWatch Logs takes 262,144 bytes for an event with its 26 of
 * overhead, and Fargate's logger splits what is longer than 262,118.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
export const MAX_LINE_BYTES = 250_000;

/** How a run can end. */
export type EndOutcome =
  | 'succeeded'
  | 'failed'
  | 'timed-out'
  | 'refused'
  | 'init-failed'
  | 'died'
  | 'killed'
  | 'out-of-memory'
  | 'temporary-failure'
  | 'stopped'
  | 'crashed';

/** What every line of the runner has. */
export interface RunnerLine {
  readonly level: 'INFO' | 'WARN' | 'ERROR';
  /** One sentence for people. */
  readonly message: string;
  readonly timestamp: Date;
  /** Missing if the runner did not get to know it. */
  readonly requestId?: string | undefined;
  readonly functionName?: string | undefined;
}

/** What the runner has to say at the end. */
export interface EndLine extends Omit<RunnerLine, 'level'> {
  readonly outcome: EndOutcome;
  readonly exitCode: number;
  readonly functionVersion?: string | undefined;
  /** Milliseconds that the function took. */
  readonly durationMs?: number | undefined;
  readonly peakMemoryMb?: number | undefined;
  /** Milliseconds since the process started, by the step that was done then. */
  readonly startupMs?: Readonly<Record<string, number>>;
  /** Of an error that nobody foresaw. */
  readonly stack?: string | undefined;
  /** What the handler returned, as its runtime posted it. */
  readonly result?: Buffer | undefined;
  /** Lambda's error JSON, as the runtime posted it. */
  readonly error?: Buffer | undefined;
}

/** What is read of an end line: a claim of whoever wrote it, see {@link findEndLine}. */
export interface ReadEndLine {
  readonly message: string;
  readonly outcome: string;
  readonly exitCode: number;
  readonly requestId?: string;
  readonly functionName?: string;
  readonly durationMs?: number;
  readonly peakMemoryMb?: number;
  /** Of the function's own error, as its runtime posted it. */
  readonly errorType?: string;
  readonly errorMessage?: string;
}

/** Bytes of a member that names something, and of one that explains something. */
const NAME_BYTES = 1_024;
const TEXT_BYTES = 16_384;
/** Of a result or error, escaped. Where the other members are absurdly long, it gets what is left. */
const PAYLOAD_BYTES = 240_000;
/** For `,"resultTruncated":true`, the name of the payload, and the line break. */
const PAYLOAD_FRAME_BYTES = 64;

/**
 * The line as text, without its line break: JSON on one line, at most {@link MAX_LINE_BYTES} with the break, whatever
 * the function returned. A payload that does not fit, or is nested too deeply, is text and cut;
 * `resultTruncated` or `errorTruncated` says so.
 */
export function formatEndLine(end: EndLine): string {
  const { outcome, exitCode, result, error, startupMs } = end;
  const members = {
    ...commonMembers({ ...end, level: exitCode === 0 ? 'INFO' : 'ERROR' }),
    endLine: END_LINE_VERSION,
    functionVersion: fitted(end.functionVersion, NAME_BYTES),
    outcome,
    exitCode,
    durationMs: end.durationMs,
    peakMemoryMb: end.peakMemoryMb,
    startupMs,
    stack: fitted(end.stack, TEXT_BYTES),
  };
  const [name, payload] = result === undefined ? ['error', error] : ['result', result];
  if (payload === undefined) return JSON.stringify(members);
  const used = Buffer.byteLength(JSON.stringify(members)) + PAYLOAD_FRAME_BYTES;
  const { value, isCut } = fitPayload(payload, Math.min(PAYLOAD_BYTES, MAX_LINE_BYTES - used));
  return JSON.stringify({
    ...members,
    [name]: value,
    ...(isCut && { [`${name}Truncated`]: true }),
  });
}

/** A line of the runner that ends nothing. @param marks by which filters of the log find it */
export function formatRunnerLine(
  line: RunnerLine,
  marks: Readonly<Record<string, true>> = {},
): string {
  return JSON.stringify({ ...commonMembers(line), ...marks });
}

/** @returns undefined for a line that is no end line; never throws, whatever the line is */
export function parseEndLine(line: string): ReadEndLine | undefined {
  const members = parseObject(line);
  const { message, outcome, exitCode, endLine = END_LINE_VERSION } = members;
  if (members['service'] !== RUNNER_SERVICE || endLine !== END_LINE_VERSION) return undefined;
  if (typeof outcome !== 'string' || typeof message !== 'string') return undefined;
  if (!Number.isInteger(exitCode)) return undefined;
  return {
    message,
    outcome,
    exitCode: exitCode as number,
    ...ofType('string', members, ['requestId', 'functionName']),
    ...ofType('number', members, ['durationMs', 'peakMemoryMb']),
    ...ofType('string', objectOf(members['error']), ['errorType', 'errorMessage']),
  };
}

/** What ECS says of the task, which a function can't change. */
export interface KnownEnd {
  /** Of the runner's container. */
  readonly exitCode?: number | undefined;
  readonly requestId?: string | undefined;
  readonly functionName?: string | undefined;
}

/**
 * The end line of one task.
 *
 * A function can write whatever it likes into the log, an end line too. So only the last one of the task's own log
 * stream counts: the runner writes its own when the function's processes are gone and their output is read to the
 * end. It is taken only if it agrees with what ECS says. What remains: a function that writes such a line and then
 * kills the runner, with the same exit code, is believed about itself; and when ECS has forgotten the task, after an
 * hour, about anything.
 *
 * @param lines of the task's log stream, the oldest first; none but the last end line is looked at
 * @param known what ECS says of the task; what it does not say is not compared
 * @returns undefined if the runner has written none, as when it was killed
 */
export function findEndLine(
  lines: readonly string[],
  known: KnownEnd = {},
): ReadEndLine | undefined {
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const end = parseEndLine(lines[index] ?? '');
    if (end !== undefined) return agrees(end, known) ? end : undefined;
  }
  return undefined;
}

function agrees(end: ReadEndLine, known: KnownEnd): boolean {
  return (['exitCode', 'requestId', 'functionName'] as const).every(
    // A runner that was started wrongly does not know whom it is for.
    (name) => known[name] === undefined || end[name] === undefined || known[name] === end[name],
  );
}

function commonMembers({ level, message, timestamp, requestId, functionName }: RunnerLine) {
  return {
    level,
    message: fitText(message, TEXT_BYTES),
    service: RUNNER_SERVICE,
    timestamp: timestamp.toISOString(),
    requestId: fitted(requestId, NAME_BYTES),
    functionName: fitted(functionName, NAME_BYTES),
  };
}

function fitted(text: string | undefined, maxBytes: number): string | undefined {
  return text === undefined ? undefined : fitText(text, maxBytes);
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return {}; // the function's own line, or one that the log has cut
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function ofType(
  type: 'string' | 'number',
  members: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Record<string, never> {
  const found = names.filter((name) => typeof members[name] === type);
  return Object.fromEntries(found.map((name) => [name, members[name] as never]));
}

// The runner's end line: one line of JSON that says how a task ended. Written and read only here.
import { MAX_LINE_BYTES } from './aws-limits';
import { fitPayload, fitText } from './log-text';

/** The value of `service` in every line of the runner. */
export const RUNNER_SERVICE = 'runner';

/** Increased when today's readers would misunderstand the line. */
export const END_LINE_VERSION = 1;

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

/** The members of every line of the runner. */
export interface RunnerLine {
  readonly level: 'INFO' | 'WARN' | 'ERROR';
  /** One sentence for people. */
  readonly message: string;
  readonly timestamp: Date;
  /** Missing if the runner does not know it. */
  readonly requestId?: string | undefined;
  readonly functionName?: string | undefined;
}

/** What the runner knows at the end. */
export interface EndLine extends Omit<RunnerLine, 'level'> {
  readonly outcome: EndOutcome;
  readonly exitCode: number;
  readonly functionVersion?: string | undefined;
  /** Milliseconds that the function took. */
  readonly durationMs?: number | undefined;
  readonly peakMemoryMb?: number | undefined;
  /** Milliseconds from the start of the process to the end of each step. */
  readonly startupMs?: Readonly<Record<string, number>>;
  /** Of an unexpected error. */
  readonly stack?: string | undefined;
  /** What the handler returned, as its runtime posted it. */
  readonly result?: Buffer | undefined;
  /** Lambda's error JSON, as the runtime posted it. */
  readonly error?: Buffer | undefined;
}

/** An end line as it was read. Only a claim, because a function can write one too: see {@link findEndLine}. */
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

/** Bytes of a name, and of a text. */
const NAME_BYTES = 1_024;
const TEXT_BYTES = 16_384;
/** Of a result or error, escaped; less if the other members are very long. */
const PAYLOAD_BYTES = 240_000;
/** For `,"resultTruncated":true`, the name of the payload, and the line break. */
const PAYLOAD_FRAME_BYTES = 64;

/**
 * The line as text, without its line break: JSON on one line, at most {@link MAX_LINE_BYTES} with the break, whatever
 * the function returned. A payload that does not fit, or nests too deeply, becomes text and is cut;
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

/** Any other line of the runner. @param marks members by which log filters find it */
export function formatRunnerLine(
  line: RunnerLine,
  marks: Readonly<Record<string, true>> = {},
): string {
  return JSON.stringify({ ...commonMembers(line), ...marks });
}

/** @returns undefined for a line that is not an end line; never throws, whatever the line is */
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

/** What ECS says about the task, which a function can't change. */
export interface KnownEnd {
  /** Of the runner's container. */
  readonly exitCode?: number | undefined;
  readonly requestId?: string | undefined;
  readonly functionName?: string | undefined;
}

/**
 * The end line of one task.
 *
 * A function can write anything into the log, including an end line. So only the last end line of the task's own log
 * stream counts: the runner writes its own after the function's processes are gone and their output was read to the
 * end. It is believed only if it agrees with what ECS says. Two gaps remain: a function that writes such a line and
 * then kills the runner, with the same exit code, is believed about itself; and once ECS forgets the task, after an
 * hour, a function is believed about anything.
 *
 * @param lines of the task's log stream, the oldest first; only the last end line counts
 * @param known what ECS says about the task; unknown facts are not compared
 * @returns undefined if the runner wrote none, for example because it was killed
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
    // A runner without a valid contract does not know its function and request.
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
    return {}; // a line of the function, or one that the log cut
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

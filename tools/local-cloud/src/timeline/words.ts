// The wording of timeline entries in the terminal and in the console.
import type { TimedEntry } from './entries';

export type Tone = 'plain' | 'good' | 'warning' | 'bad' | 'fault';

export interface Said {
  readonly tone: Tone;
  readonly text: string;
  /** How long it takes on AWS, if that differs. */
  readonly onAws?: string;
}

/** Log lines are shown as they are. */
export type ToldEntry = Exclude<TimedEntry, { readonly type: 'log' }>;

export function describe(entry: ToldEntry): Said {
  switch (entry.type) {
    case 'cloud':
      return plain(entry.message);
    case 'denied':
      return bad(`✗ ${entry.caller} is denied: ${entry.message}`);
    case 'invocation':
      return plain(`Lambda accepts an event of ${entry.bytes} bytes for ${entry.function}`);
    case 'attempt':
      return describeAttempt(entry);
    case 'attempt-ended':
      return describeEnd(entry);
    case 'retry':
      return {
        ...plain(`Lambda retries in ${duration(entry.waitSeconds)}`),
        ...onAws(entry.waitSeconds, entry.awsWaitSeconds),
      };
    case 'given-up':
      return entry.destination === undefined
        ? bad(`✗ Lambda gives up and drops the event: ${entry.errorMessage}`)
        : plain(`Lambda gives up and sends the event to the queue ${nameOf(entry.destination)}`);
    case 'delivery':
      return plain(
        `${entry.function} receives ${count(entry.messages, 'message')} from ${entry.queue}${entry.receiveCount > 1 ? ` (delivery ${entry.receiveCount})` : ''}`,
      );
    case 'delivery-ended':
      return describeDelivery(entry);
    case 'task':
      return describeTask(entry);
    case 'moved':
      return describeMove(entry);
    case 'taken-out':
      return plain(
        entry.to === undefined
          ? `a message is deleted from ${entry.queue}`
          : `a message is sent from ${entry.queue} back to ${entry.to}`,
      );
    case 'time-scale':
      return plain(`new ${scaleInWords(entry.timeScale)}`);
    case 'stack':
      return describeStack(entry);
    case 'fault':
      return {
        tone: 'fault',
        text: `⚡ ${entry.point}=${entry.kind} hits ${entry.struck}${entry.left > 0 ? ` (${entry.left} more)` : ''}`,
      };
  }
}

/** @param seconds shown in minutes if they are whole minutes */
export function duration(seconds: number): string {
  if (seconds >= 60 && seconds % 60 === 0) return `${seconds / 60} min`;
  return `${seconds < 10 ? seconds.toFixed(2) : seconds.toFixed(1)} s`;
}

/**
 * @param timeScale how many seconds of waiting on AWS take one second here
 *
 * @example
 * scaleInWords(900) // 'time scale 900: 15 minutes of waiting on AWS take 1 second here'
 */
export function scaleInWords(timeScale: number): string {
  if (timeScale === 1) return 'time scale 1: waiting takes as long as on AWS';
  const isMinutes = timeScale % 60 === 0;
  const onAws = isMinutes ? count(timeScale / 60, 'minute') : count(timeScale, 'second');
  const take = timeScale === 60 ? 'takes' : 'take';
  return `time scale ${timeScale}: ${onAws} of waiting on AWS ${take} 1 second here`;
}

/** The last part of an ARN. */
export function nameOf(arn: string): string {
  return arn.replace(/^.*[:/]/, '');
}

/** A timeout that differs from the one on AWS is marked as scaled: it ends what would continue there. */
function describeAttempt(entry: TimedEntry & { type: 'attempt' }): Said {
  const { attempt, maximumAttempts, timeoutSeconds, awsTimeoutSeconds } = entry;
  const scaled = timeoutSeconds === awsTimeoutSeconds ? '' : ', scaled';
  return {
    ...plain(
      `attempt ${attempt} of ${maximumAttempts}, timeout ${duration(timeoutSeconds)}${scaled}`,
    ),
    ...onAws(timeoutSeconds, awsTimeoutSeconds),
  };
}

function describeEnd({
  outcome,
  attempt,
  seconds,
  errorMessage,
}: TimedEntry & { type: 'attempt-ended' }): Said {
  if (outcome === 'success')
    return good(`✓ attempt ${attempt} succeeded after ${duration(seconds)}`);
  return outcome === 'timeout'
    ? warning(`✗ attempt ${attempt} timed out after ${duration(seconds)}`)
    : warning(`✗ attempt ${attempt} failed: ${errorMessage ?? ''}`);
}

function describeDelivery(entry: TimedEntry & { type: 'delivery-ended' }): Said {
  const { queue, deleted, kept, errorMessage, waitSeconds, awsWaitSeconds } = entry;
  if (kept === 0) return good(`✓ ${count(deleted, 'message')} handled and deleted from ${queue}`);
  const why = errorMessage === undefined ? '' : `: ${errorMessage}`;
  const what = `✗ ${count(kept, 'message')} returned to ${queue}${why}`;
  if (waitSeconds === undefined || awsWaitSeconds === undefined) return bad(what);
  return {
    ...bad(`${what}; visible again in ${duration(waitSeconds)}`),
    ...onAws(waitSeconds, awsWaitSeconds),
  };
}

function describeTask(entry: TimedEntry & { type: 'task' }): Said {
  const task = `Fargate task ${nameOf(entry.taskArn).slice(0, 8)}`;
  if (entry.status !== 'STOPPED') return plain(`${task} is ${entry.status}`);
  const took = entry.seconds === undefined ? '' : ` after ${duration(entry.seconds)}`;
  return entry.outcome === 'succeeded'
    ? good(`✓ ${task} STOPPED${took}, exit code 0`)
    : bad(
        `✗ ${task} STOPPED${took}, exit code ${entry.exitCode ?? '-'} (${entry.stopCode ?? ''}: ${entry.stoppedReason ?? ''})`,
      );
}

function describeMove({ queue, from, reason }: TimedEntry & { type: 'moved' }): Said {
  return bad(
    from === undefined
      ? `✗ a message is sent to ${queue}${reason === undefined ? '' : `: ${reason}`}`
      : `✗ SQS moves a message from ${from} to ${queue}: it was received too often`,
  );
}

function describeStack(entry: TimedEntry & { type: 'stack' }): Said {
  const { stack, resource, resourceType, status, reason } = entry;
  const what =
    resource === undefined ? `stack ${stack}` : `${resource} (${resourceType ?? ''}) of ${stack}`;
  const text = `${what} is ${status}${reason === undefined ? '' : `: ${reason}`}`;
  if (/FAILED|ROLLBACK/.test(status)) return bad(`✗ ${text}`);
  return status.endsWith('COMPLETE') ? good(`✓ ${text}`) : plain(text);
}

function onAws(seconds: number, awsSeconds: number): { onAws?: string } {
  return seconds === awsSeconds ? {} : { onAws: duration(awsSeconds) };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

const plain = (text: string): Said => ({ tone: 'plain', text });
const good = (text: string): Said => ({ tone: 'good', text });
const warning = (text: string): Said => ({ tone: 'warning', text });
const bad = (text: string): Said => ({ tone: 'bad', text });

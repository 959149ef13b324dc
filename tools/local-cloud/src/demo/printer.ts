// The timeline for people: grouped by request, one line for each thing that happens.
import { stripVTControlCharacters } from 'node:util';
import colors from 'picocolors';
import type { TimedEntry } from '../timeline';
import { readableLine } from './log-line';

type Write = (text: string) => void;

const WIDTH = 9;

export class Printer {
  private group: string | undefined;

  constructor(private readonly write: Write) {}

  /** A step of the demo itself. */
  step(text: string): void {
    this.group = undefined;
    this.write(`${text}\n`);
  }

  /** A detail of a step: what a tool says, for example. */
  detail(text: string): void {
    // A tool's own colours would end ours, and stay in files.
    const plain = stripVTControlCharacters(text).trim();
    if (plain !== '') this.write(colors.dim(`  │ ${plain}\n`));
  }

  entry(entry: TimedEntry): void {
    const line = entry.type === 'log' ? readableLine(entry.line) : '';
    if (line === undefined) return;
    const requestId = 'requestId' in entry ? entry.requestId : undefined;
    if (requestId !== this.group && requestId !== undefined) {
      this.write(`\n${colors.bold(`request ${requestId}`)}\n`);
      this.group = requestId;
    }
    if (entry.type === 'log') {
      this.write(colors.dim(`${' '.repeat(WIDTH + 1)}│ ${line.replaceAll('\r', ' ')}\n`));
    } else {
      const time = `${(entry.at / 1000).toFixed(2)} s`.padStart(WIDTH);
      this.write(`${colors.dim(time)} ${describe(entry)}\n`);
    }
  }
}

function describe(entry: Exclude<TimedEntry, { type: 'log' }>): string {
  switch (entry.type) {
    case 'cloud':
      return entry.message;
    case 'denied':
      return colors.red(`✗ ${entry.caller} is denied: ${entry.message}`);
    case 'invocation':
      return `Lambda takes an event of ${entry.bytes} bytes for ${entry.function}`;
    case 'attempt':
      return `attempt ${entry.attempt} of ${entry.maximumAttempts}, at most ${duration(entry.timeoutSeconds)}${onAws(entry.timeoutSeconds, entry.awsTimeoutSeconds)}`;
    case 'attempt-ended':
      return describeEnd(entry);
    case 'retry':
      return `Lambda tries again in ${duration(entry.waitSeconds)}${onAws(entry.waitSeconds, entry.awsWaitSeconds)}`;
    case 'given-up':
      return entry.destination === undefined
        ? colors.red(`✗ Lambda gives up and drops the event: ${entry.errorMessage}`)
        : `Lambda gives up: the event goes into the queue ${nameOf(entry.destination)}`;
    case 'delivery':
      return `${entry.function} takes ${count(entry.messages, 'message')} from ${entry.queue}${entry.receiveCount > 1 ? ` (delivery ${entry.receiveCount})` : ''}`;
    case 'delivery-ended':
      return entry.kept === 0
        ? colors.green(`✓ ${count(entry.deleted, 'message')} done, deleted from ${entry.queue}`)
        : colors.red(
            `✗ ${count(entry.kept, 'message')} kept in ${entry.queue}${entry.errorMessage === undefined ? '' : `: ${entry.errorMessage}`}`,
          );
    case 'task':
      return describeTask(entry);
    case 'moved':
      return colors.red(
        entry.from === undefined
          ? `✗ a message is put into ${entry.queue}${entry.reason === undefined ? '' : `: ${entry.reason}`}`
          : `✗ SQS moves a message from ${entry.from} to ${entry.queue}: it was received too often`,
      );
    case 'fault':
      return colors.magenta(
        `⚡ ${entry.point}=${entry.kind} strikes ${entry.struck}${entry.left > 0 ? ` (${entry.left} more)` : ''}`,
      );
  }
}

function describeEnd({
  outcome,
  attempt,
  seconds,
  errorMessage,
}: TimedEntry & { type: 'attempt-ended' }) {
  if (outcome === 'success')
    return colors.green(`✓ attempt ${attempt} done after ${duration(seconds)}`);
  return outcome === 'timeout'
    ? colors.yellow(`✗ attempt ${attempt} killed by the timeout after ${duration(seconds)}`)
    : colors.yellow(`✗ attempt ${attempt} failed: ${errorMessage ?? ''}`);
}

function describeTask(entry: TimedEntry & { type: 'task' }): string {
  const task = `Fargate task ${nameOf(entry.taskArn).slice(0, 8)}`;
  if (entry.status !== 'STOPPED') return `${task} is ${entry.status}`;
  const took = entry.seconds === undefined ? '' : ` after ${duration(entry.seconds)}`;
  return entry.exitCode === 0
    ? colors.green(`✓ ${task} STOPPED${took}, exit code 0`)
    : colors.red(
        `✗ ${task} STOPPED${took}, exit code ${entry.exitCode ?? '-'} (${entry.stopCode ?? ''}: ${entry.stoppedReason ?? ''})`,
      );
}

function onAws(seconds: number, awsSeconds: number): string {
  return seconds === awsSeconds ? '' : colors.dim(` (on AWS ${duration(awsSeconds)})`);
}

export function duration(seconds: number): string {
  if (seconds >= 60 && seconds % 60 === 0) return `${seconds / 60} min`;
  return `${seconds < 10 ? seconds.toFixed(2) : seconds.toFixed(1)} s`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function nameOf(arn: string): string {
  return arn.replace(/^.*[:/]/, '');
}

// The steps of a rescue, one bar each: attempts, waits, dead letters, secondary, launches, tasks, and parking.
import { functionOfQueue } from '@immortal/shared';
import { type ContainerFacts, nameOf, type TimedEntry } from '../../../timeline';

export type SpanKind =
  'attempt' | 'wait' | 'dead-letter' | 'secondary' | 'launch' | 'task' | 'parked';
export type SpanTone = 'good' | 'bad' | 'warning' | 'plain';
export type LogEntry = TimedEntry & { readonly type: 'log' };
export type Fact = readonly [name: string, value: string];

/** Times are milliseconds since the local cloud was started. */
export interface Span {
  /** Stable across reloads. */
  readonly key: string;
  readonly kind: SpanKind;
  readonly label: string;
  readonly from: number;
  /** Undefined while in progress. */
  readonly to?: number;
  /** When its timeout expires. */
  readonly limitAt?: number;
  /** Its timeout on AWS. */
  readonly awsLimitSeconds?: number;
  /** How long it takes on AWS, if that differs. */
  readonly awsSeconds?: number;
  readonly tone: SpanTone;
  /** How it ended, in words; empty while in progress. */
  readonly outcome: string;
  readonly error?: string;
  readonly facts: readonly Fact[];
  /** The log lines of its function or task. */
  readonly lines: readonly LogEntry[];
  readonly taskArn?: string;
}

/** A fault or error at one moment. */
export interface Mark {
  readonly at: number;
  readonly text: string;
}

export interface Course {
  readonly spans: readonly Span[];
  readonly marks: readonly Mark[];
}

/**
 * @param functionName the function of the rescue
 * @param entries in chronological order
 */
export function courseOf(functionName: string, entries: readonly TimedEntry[]): Course {
  const course = new CourseBuilder(functionName);
  for (const entry of entries) course.add(entry);
  return course;
}

type Building = { -readonly [Key in keyof Span]: Span[Key] } & { lines: LogEntry[]; facts: Fact[] };
type Entry<Type> = Extract<TimedEntry, { readonly type: Type }>;

class CourseBuilder implements Course {
  readonly spans: Building[] = [];
  readonly marks: Mark[] = [];

  constructor(private readonly functionName: string) {}

  add(entry: TimedEntry): void {
    const take = this.takers[entry.type] as ((entry: TimedEntry) => void) | undefined;
    take?.(entry);
  }

  /** Other entries have no bar. */
  private readonly takers: {
    readonly [Type in TimedEntry['type']]?: (entry: Entry<Type>) => void;
  } = {
    attempt: (entry) => {
      this.attempt(entry);
    },
    'attempt-ended': (entry) => {
      this.attemptEnded(entry);
    },
    retry: ({ at, awsWaitSeconds, waitSeconds }) => {
      const scaled = awsWaitSeconds === waitSeconds ? {} : { awsSeconds: awsWaitSeconds };
      this.begin('wait', 'Waiting to retry', at, scaled);
    },
    'given-up': (entry) => {
      this.givenUp(entry);
    },
    delivery: (entry) => {
      this.delivery(entry);
    },
    'delivery-ended': (entry) => {
      this.deliveryEnded(entry);
    },
    task: (entry) => {
      this.task(entry);
    },
    moved: ({ at, queue, messageId, reason }) => {
      this.end('dead-letter', at);
      const parked = this.begin('parked', 'Parked', at, { tone: 'bad' });
      parked.facts.push(['Queue', queue], ['Message', messageId]);
      if (reason !== undefined) parked.error = reason;
    },
    'taken-out': ({ at, to }) => {
      const outcome = to === undefined ? 'deleted' : `sent back to ${to}`;
      this.end('parked', at, { outcome });
      if (to !== undefined) this.begin('dead-letter', 'Back in the queue', at);
    },
    fault: ({ at, point, kind, struck }) => {
      this.marks.push({ at, text: `${point}=${kind} hits ${struck}` });
    },
    cloud: ({ at, message }) => {
      this.marks.push({ at, text: message });
    },
    log: (entry) => {
      this.speaker(entry)?.lines.push(entry);
    },
  };

  private attempt(entry: Entry<'attempt'>): void {
    this.end('wait', entry.at);
    const { attempt, maximumAttempts, timeoutSeconds, awsTimeoutSeconds } = entry;
    const label = `Attempt ${attempt} of ${maximumAttempts}`;
    const span = this.begin('attempt', label, entry.at, {
      limitAt: entry.at + timeoutSeconds * 1000,
      awsLimitSeconds: awsTimeoutSeconds,
    });
    const scaled =
      timeoutSeconds === awsTimeoutSeconds ? '' : `, scaled from ${awsTimeoutSeconds} s on AWS`;
    span.facts.push(['Timeout', `${timeoutSeconds} s${scaled}`]);
  }

  private attemptEnded({ at, outcome, errorMessage }: Entry<'attempt-ended'>): void {
    const span = this.end('attempt', at, OUTCOMES[outcome]);
    if (!span) return;
    const isScaled = span.limitAt !== span.from + (span.awsLimitSeconds ?? 0) * 1000;
    if (outcome === 'timeout' && isScaled) span.awsSeconds = span.awsLimitSeconds;
    if (errorMessage !== undefined) span.error = errorMessage;
  }

  private givenUp({ at, destination, errorMessage }: Entry<'given-up'>): void {
    if (destination === undefined) {
      this.marks.push({ at, text: `Lambda drops the event: ${errorMessage}` });
      return;
    }
    const span = this.begin('dead-letter', 'Dead letter', at, { error: errorMessage });
    span.facts.push(['Queue', nameOf(destination)]);
  }

  private delivery(entry: Entry<'delivery'>): void {
    const { at, queue, messages, receiveCount } = entry;
    this.end('dead-letter', at, { outcome: `delivered to ${entry.function}` });
    const isFailure = functionOfQueue(queue) !== undefined;
    const label = isFailure ? 'Secondary' : 'Secondary, follow-up';
    const span = this.begin('secondary', label, at);
    span.facts.push(
      ['Function', entry.function],
      ['Queue', queue],
      ['Messages', String(messages)],
      ['Delivery', String(receiveCount)],
    );
  }

  private deliveryEnded(entry: Entry<'delivery-ended'>): void {
    const { at, queue, kept, errorMessage, awsWaitSeconds } = entry;
    const isOfQueue = (span: Span) => span.facts.some(([, value]) => value === queue);
    const end = kept > 0 ? { tone: 'bad', outcome: 'message returned to the queue' } : DONE;
    const span = this.end('secondary', at, end as Partial<Span>, isOfQueue);
    if (span && errorMessage !== undefined) span.error = errorMessage;
    if (kept === 0) return;
    const scaled = awsWaitSeconds === undefined ? {} : { awsSeconds: awsWaitSeconds };
    this.begin('dead-letter', 'Returned to the queue', at, scaled).facts.push(['Queue', queue]);
  }

  private task(entry: Entry<'task'>): void {
    const { at, taskArn, status } = entry;
    const id = nameOf(taskArn).slice(0, 8);
    const isIts = (span: Span) => span.taskArn === taskArn;
    if (status === 'PROVISIONING') {
      const facts = entry.container === undefined ? [] : factsOf(entry.container);
      this.begin('launch', `Launching ${id}`, at, { taskArn, facts }, `launch-${id}`);
    } else if (status === 'RUNNING') {
      const facts = [...(this.end('launch', at, DONE, isIts)?.facts ?? [])];
      this.begin('task', `Task ${id}`, at, { taskArn, facts }, `task-${id}`);
    } else if (status === 'STOPPED') {
      const span = this.end('task', at, {}, isIts) ?? this.end('launch', at, {}, isIts);
      if (span) Object.assign(span, endOfTask(entry, span));
    }
  }

  private begin(
    kind: SpanKind,
    label: string,
    from: number,
    more: Partial<Span> = {},
    key = `${kind}-${this.spans.filter((span) => span.kind === kind).length + 1}`,
  ): Building {
    const blank: Building = {
      key,
      kind,
      label,
      from,
      tone: 'plain',
      outcome: '',
      facts: [],
      lines: [],
    };
    const span = Object.assign(blank, more);
    this.spans.push(span);
    return span;
  }

  /** Ends the latest open span of a kind. */
  private end(
    kind: SpanKind,
    to: number,
    more: Partial<Span> = {},
    isWanted: (span: Span) => boolean = () => true,
  ): Building | undefined {
    const found = this.spans.findLast(
      (span) => span.kind === kind && span.to === undefined && isWanted(span),
    );
    return found && Object.assign(found, { to, ...more });
  }

  /** The span that a log line belongs to; it may have ended, because lines can arrive late. */
  private speaker({ source, name }: LogEntry): Building | undefined {
    if (source === 'task') {
      return this.spans.findLast(
        ({ taskArn }) => taskArn !== undefined && nameOf(taskArn) === name,
      );
    }
    const kind = name === this.functionName ? 'attempt' : 'secondary';
    return this.spans.findLast((span) => span.kind === kind);
  }
}

const DONE = { tone: 'good', outcome: 'done' } as const;

const OUTCOMES: Readonly<Record<Entry<'attempt-ended'>['outcome'], Partial<Span>>> = {
  success: { tone: 'good', outcome: 'succeeded' },
  error: { tone: 'warning', outcome: 'failed' },
  timeout: { tone: 'warning', outcome: 'timed out' },
};

function factsOf(container: ContainerFacts): Fact[] {
  const { cpu, memory, diskGib, subnets, securityGroups, hasPublicAddress } = container;
  const gigabytes = Number(memory) / 1024;
  const address = hasPublicAddress ? 'public address' : 'no public address';
  return [
    ['Task definition', container.family],
    ...given('Role', container.role),
    ['Size', `${Number(cpu) / 1024} vCPU, ${gigabytes} GB, ${diskGib} GiB disk`],
    ['Network', [...subnets, ...securityGroups, address].join(', ')],
    ['Image', container.image],
  ];
}

function endOfTask(
  { taskArn, exitCode, outcome, stopCode, stoppedReason }: Entry<'task'>,
  { facts }: Span,
): Partial<Span> {
  const code = exitCode === undefined ? 'no exit code' : `exit code ${exitCode}`;
  const more: Fact[] = [
    ['Exit code', String(exitCode ?? 'none')],
    ...given('Stop code', stopCode),
    ...given('Stopped reason', stoppedReason),
    ['Task', taskArn],
  ];
  return {
    tone: outcome === 'succeeded' ? 'good' : 'bad',
    outcome: `${outcome?.replaceAll('-', ' ') ?? 'stopped'}, ${code}`,
    facts: [...facts, ...more],
  };
}

function given(name: string, value: string | undefined): Fact[] {
  return value === undefined ? [] : [[name, value]];
}

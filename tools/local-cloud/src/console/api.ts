// What the HTTP API of the console gives, for the local cloud that answers and the page that asks; docs/console.md has it in words.
import type { Rescue, TimedEntry } from '../timeline';

/** Below the origin of the local cloud. */
export const CONSOLE_PATHS = { page: '/_local/console/', api: '/_local/api/' } as const;

/** Times without a unit in their name are milliseconds since the local cloud was started. */
export interface Snapshot {
  /** What the stream of events goes on after. */
  readonly cursor: string;
  /** When the local cloud was started: milliseconds since 1970. */
  readonly startedAt: number;
  readonly now: number;
  readonly region: string;
  readonly stack: string;
  readonly functions: readonly FunctionInfo[];
  /** The oldest first. */
  readonly rescues: readonly Rescue[];
  readonly status: Status;
  /** One a second, the oldest first. */
  readonly samples: readonly Sample[];
  readonly limits: Limits;
}

export interface FunctionInfo {
  readonly name: string;
  readonly arn: string;
  readonly runtime: string;
  readonly handler: string;
  /** On AWS. */
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** Of an asynchronous invocation. */
  readonly maximumAttempts: number;
  readonly logGroup: string;
  /** The name of its dead-letter queue. */
  readonly failureQueue?: string;
}

/** What can be changed, and what changes by itself. */
export interface Status {
  /** Seconds of AWS that pass in one second here. */
  readonly timeScale: number;
  readonly faults: readonly ArmedFault[];
  /** Tasks that have not stopped. */
  readonly tasks: readonly ActiveTask[];
  /** How many of them run at once. */
  readonly taskLimit: number;
  /** Messages in dead-letter queues. */
  readonly parked: number;
}

export interface ArmedFault {
  readonly point: string;
  readonly kind: string;
  /** How often it will strike still. */
  readonly left: number;
}

export interface ActiveTask {
  readonly id: string;
  readonly arn: string;
  readonly status: string;
  readonly createdAt: number;
  readonly requestId?: string;
  /** Whose event it was started for; with the request id. */
  readonly function?: string;
}

export interface Sample {
  readonly at: number;
  /** Messages in each queue, in any state, by the queue's name. */
  readonly depths: Readonly<Record<string, number>>;
  /** Tasks that run. */
  readonly running: number;
}

/** How much is kept, what is older is forgotten; and how much is taken. */
export interface Limits {
  readonly rescues: number;
  /** Log lines of one rescue. */
  readonly logLines: number;
  /** Entries that a stream can go on after. */
  readonly entries: number;
  /** Invocations by one request. */
  readonly invocations: number;
  /** Of an event. */
  readonly eventBytes: number;
  /** The fastest scale. */
  readonly timeScale: number;
}

export interface RescueDetail {
  readonly cursor: string;
  readonly rescue: Rescue;
  /** In the order in which they came, with the lines of its functions and tasks. */
  readonly entries: readonly TimedEntry[];
  /** Whether entries are missing that were too many to keep. */
  readonly isCut: boolean;
  /** Whether its event is kept. */
  readonly hasEvent: boolean;
}

/** A message of a dead-letter queue. */
export interface ParkedMessage {
  readonly messageId: string;
  /** The name of the dead-letter queue. */
  readonly queue: string;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly bytes: number;
  readonly requestId?: string;
  readonly function?: string;
  readonly attempts?: string;
  readonly reason?: string;
  readonly errorMessage?: string;
  /** The name of the queue where it runs again; undefined if nothing says it. */
  readonly from?: string;
  /** Somebody has received it, so that it can't be sent back or dropped now. */
  readonly isHeld: boolean;
}

export interface ParkedMessages {
  /** The newest first, and not more than a few hundred. */
  readonly messages: readonly ParkedMessage[];
  readonly total: number;
}

/** What can go wrong, with a sentence on each kind. */
export interface FaultPoints {
  /** By service. */
  readonly operations: Readonly<Record<string, readonly string[]>>;
  /** Of every operation. */
  readonly operationKinds: Kinds;
  /** Of single operations. */
  readonly moreOperationKinds: Readonly<Record<string, Kinds>>;
  /** Any error of AWS is a kind of every operation, too. */
  readonly awsErrorMeaning: string;
  readonly points: Readonly<Record<string, Kinds>>;
}

export type Kinds = Readonly<Record<string, string>>;

/** Of a request that was refused. */
export interface Refusal {
  readonly error: string;
}

export interface Invoked {
  readonly requestIds: readonly string[];
}

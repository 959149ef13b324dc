// The types of the console's HTTP API, shared by the local cloud and the page; docs/console.md describes it.
import type { Rescue, TimedEntry } from '../timeline';

/** Below the origin of the local cloud. */
export const CONSOLE_PATHS = { page: '/_local/console/', api: '/_local/api/' } as const;

/** Times without a unit in their name are milliseconds since the local cloud was started. */
export interface Snapshot {
  /** Where the stream of events continues. */
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
  /** One per second, the oldest first. */
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
  /** Per asynchronous invocation. */
  readonly maximumAttempts: number;
  readonly logGroup: string;
  /** The name of its dead-letter queue. */
  readonly failureQueue?: string;
}

/** Settings that can be changed, and figures that change on their own. */
export interface Status {
  /** How many seconds of waiting on AWS take one second here. */
  readonly timeScale: number;
  readonly faults: readonly ArmedFault[];
  /** The tasks that have not stopped. */
  readonly tasks: readonly ActiveTask[];
  /** How many tasks may run at the same time. */
  readonly taskLimit: number;
  /** Messages in dead-letter queues. */
  readonly parked: number;
}

export interface ArmedFault {
  readonly point: string;
  readonly kind: string;
  /** How many more times it fires. */
  readonly left: number;
}

export interface ActiveTask {
  readonly id: string;
  readonly arn: string;
  readonly status: string;
  readonly createdAt: number;
  readonly requestId?: string;
  /** The function whose event it runs; set together with the request id. */
  readonly function?: string;
}

export interface Sample {
  readonly at: number;
  /** The number of messages in each queue, in any state, by queue name. */
  readonly depths: Readonly<Record<string, number>>;
  /** Running tasks. */
  readonly running: number;
}

/** How much the local cloud keeps, dropping the oldest first, and how much it accepts. */
export interface Limits {
  readonly rescues: number;
  /** Log lines of one rescue. */
  readonly logLines: number;
  /** Entries that a stream can continue after. */
  readonly entries: number;
  /** Invocations per request. */
  readonly invocations: number;
  /** Maximum size of an event. */
  readonly eventBytes: number;
  /** The largest time scale. */
  readonly timeScale: number;
}

export interface RescueDetail {
  readonly cursor: string;
  readonly rescue: Rescue;
  /** In chronological order, including the log lines of its functions and tasks. */
  readonly entries: readonly TimedEntry[];
  /** Whether the oldest entries or lines were dropped. */
  readonly isCut: boolean;
  /** Whether the event is available. */
  readonly hasEvent: boolean;
}

/** A message in a dead-letter queue. */
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
  /** The name of the queue to send it back to; undefined if unknown. */
  readonly from?: string;
  /** Whether another consumer has received it: until it is visible again, it can't be sent back or dropped. */
  readonly isHeld: boolean;
}

export interface ParkedMessages {
  /** The newest first, a few hundred at most. */
  readonly messages: readonly ParkedMessage[];
  readonly total: number;
}

/** The fault points, with one sentence for each kind. */
export interface FaultPoints {
  /** By service. */
  readonly operations: Readonly<Record<string, readonly string[]>>;
  /** Kinds that apply to every operation. */
  readonly operationKinds: Kinds;
  /** Further kinds, by operation. */
  readonly moreOperationKinds: Readonly<Record<string, Kinds>>;
  /** What it means to use an AWS error code as the kind. */
  readonly awsErrorMeaning: string;
  readonly points: Readonly<Record<string, Kinds>>;
}

export type Kinds = Readonly<Record<string, string>>;

/** The body of a refused request. */
export interface Refusal {
  readonly error: string;
}

export interface Invoked {
  readonly requestIds: readonly string[];
}

// What happens in the local cloud, as typed entries: one source for the terminal, for JSON lines and for the console.
import type { TaskOutcome } from '@immortal/shared';
import type { RescueId } from './rescue-id';

/** What a task got from its definition and from RunTask. */
export interface ContainerFacts {
  readonly family: string;
  readonly image: string;
  /** Name of the task role; undefined for a task without one. */
  readonly role?: string;
  /** CPU units. */
  readonly cpu: string;
  /** MB. */
  readonly memory: string;
  readonly diskGib: number;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly hasPublicAddress: boolean;
}

/**
 * An entry with a request id also names the function that was invoked; the function is missing or empty if unknown. Both
 * belong to the original invocation, also in entries about its rescue.
 */
export type TimelineEntry =
  /** A defect of the local cloud; with a request id, the event that it lost. */
  | {
      readonly type: 'cloud';
      readonly requestId?: string;
      readonly function?: string;
      readonly message: string;
    }
  | {
      readonly type: 'invocation';
      readonly requestId: string;
      readonly function: string;
      readonly bytes: number;
    }
  | {
      readonly type: 'attempt';
      readonly requestId: string;
      readonly function: string;
      readonly attempt: number;
      readonly maximumAttempts: number;
      readonly timeoutSeconds: number;
      readonly awsTimeoutSeconds: number;
    }
  | {
      readonly type: 'attempt-ended';
      readonly requestId: string;
      readonly function: string;
      readonly attempt: number;
      readonly outcome: 'success' | 'error' | 'timeout';
      readonly seconds: number;
      readonly errorMessage?: string;
    }
  | {
      readonly type: 'retry';
      readonly requestId: string;
      readonly function: string;
      readonly waitSeconds: number;
      readonly awsWaitSeconds: number;
    }
  /** Lambda gives up an event: it goes to a queue, or is lost if none is configured. */
  | {
      readonly type: 'given-up';
      readonly requestId: string;
      readonly function: string;
      readonly destination?: string;
      readonly errorMessage: string;
    }
  | {
      readonly type: 'delivery';
      /** Set if all messages belong to one rescue. */
      readonly requestId?: string;
      /** The rescues of the messages, as far as known. */
      readonly rescues: readonly RescueId[];
      readonly queue: string;
      /** The function that reads the queue. */
      readonly function: string;
      readonly messages: number;
      readonly receiveCount: number;
    }
  | {
      readonly type: 'delivery-ended';
      readonly requestId?: string;
      readonly rescues: readonly RescueId[];
      readonly queue: string;
      /** The function that reads the queue. */
      readonly function: string;
      readonly deleted: number;
      readonly kept: number;
      /** When the last kept message becomes visible again. */
      readonly waitSeconds?: number;
      readonly awsWaitSeconds?: number;
      readonly errorMessage?: string;
    }
  | {
      readonly type: 'task';
      readonly requestId?: string;
      readonly function?: string;
      readonly taskArn: string;
      readonly status: string;
      readonly startedBy?: string;
      /** What it runs in; set once, when it is provisioned. */
      readonly container?: ContainerFacts;
      readonly stopCode?: string;
      readonly stoppedReason?: string;
      readonly exitCode?: number;
      /** Set once the task has stopped. */
      readonly outcome?: TaskOutcome;
      /** How long the container ran; set once the task has stopped. */
      readonly seconds?: number;
    }
  /** A message arrives in a dead-letter queue: by a redrive policy, or because it was sent there. */
  | {
      readonly type: 'moved';
      readonly requestId?: string;
      /** The name of the dead-letter queue. */
      readonly queue: string;
      /** The name of the queue with the redrive policy; undefined if the message was sent. */
      readonly from?: string;
      readonly function?: string;
      readonly messageId: string;
      /** As the message states it. */
      readonly reason?: string;
    }
  /** A message is deleted from a dead-letter queue: it was sent back or dropped. */
  | {
      readonly type: 'taken-out';
      readonly requestId?: string;
      readonly function?: string;
      /** The name of the dead-letter queue. */
      readonly queue: string;
      readonly messageId: string;
      /** The queue that it was sent back to, if known. */
      readonly to?: string;
    }
  /** The time scale changes for everything that begins from now on. */
  | {
      readonly type: 'time-scale';
      /** How many seconds of waiting on AWS take one second here. */
      readonly timeScale: number;
    }
  /** CloudFormation changes a stack, or fails to change one of its resources. */
  | {
      readonly type: 'stack';
      readonly stack: string;
      /** The logical id. */
      readonly resource?: string;
      readonly resourceType?: string;
      readonly status: string;
      readonly reason?: string;
    }
  /** A call that the caller's role does not allow. */
  | {
      readonly type: 'denied';
      /** Such as `function orders`. */
      readonly caller: string;
      /** AWS's message: which caller may not perform which action. */
      readonly message: string;
    }
  /** An armed fault fires. */
  | {
      readonly type: 'fault';
      readonly requestId?: string;
      readonly function?: string;
      readonly point: string;
      readonly kind: string;
      /** How many more times it fires. */
      readonly left: number;
      /** The target, in words. */
      readonly struck: string;
    }
  | {
      readonly type: 'log';
      readonly requestId?: string;
      readonly function?: string;
      readonly source: 'function' | 'task';
      /** The function, or the id of the task. */
      readonly name: string;
      readonly line: string;
    };

/** An entry with the milliseconds since the local cloud was started. */
export type TimedEntry = TimelineEntry & { readonly at: number };

/** The rescues that an entry is about; empty for entries about the whole cloud. */
export function rescuesOf(entry: TimelineEntry): readonly RescueId[] {
  if ('rescues' in entry) return entry.rescues;
  if (!('requestId' in entry) || entry.requestId === undefined) return [];
  return [{ function: entry.function ?? '', requestId: entry.requestId }];
}

// What happens in the local cloud, as typed entries: one source for the terminal, for JSON lines and for the console.
import type { TaskOutcome } from '@immortal/shared';
import type { RescueId } from './rescue-id';

/**
 * An entry with a request id also names the function whose event it is about; it leaves the function out, or empty, where
 * nothing tells it. Both are those of the original invocation, also in what its rescue does.
 */
export type TimelineEntry =
  /** A defect; with a request id, the event that was lost by it. */
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
  /** The event is given up: it went into a queue, or nowhere because none is configured. */
  | {
      readonly type: 'given-up';
      readonly requestId: string;
      readonly function: string;
      readonly destination?: string;
      readonly errorMessage: string;
    }
  | {
      readonly type: 'delivery';
      /** When all messages belong to one rescue. */
      readonly requestId?: string;
      /** Of all messages that say which rescue they belong to. */
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
      /** When the last of those that are kept comes back. */
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
      readonly stopCode?: string;
      readonly stoppedReason?: string;
      readonly exitCode?: number;
      /** How it ended; once it has stopped. */
      readonly outcome?: TaskOutcome;
      /** Seconds since the container was started; once it has stopped. */
      readonly seconds?: number;
    }
  /** A message has got into a dead-letter queue: by a redrive policy, or because it was sent there. */
  | {
      readonly type: 'moved';
      readonly requestId?: string;
      /** The name of the dead-letter queue. */
      readonly queue: string;
      /** The name of the queue with the redrive policy; undefined when it was sent. */
      readonly from?: string;
      readonly function?: string;
      readonly messageId: string;
      /** What the message says of it. */
      readonly reason?: string;
    }
  /** A message has been deleted from a dead-letter queue: it was sent back, or nobody wants it any more. */
  | {
      readonly type: 'taken-out';
      readonly requestId?: string;
      readonly function?: string;
      /** The name of the dead-letter queue. */
      readonly queue: string;
      readonly messageId: string;
      /** The queue that it was sent back to, as far as that is known. */
      readonly to?: string;
    }
  /** What begins from now on waits by another scale. */
  | {
      readonly type: 'time-scale';
      /** Seconds of AWS that pass in one second here. */
      readonly timeScale: number;
    }
  /** CloudFormation does something to a stack, or has failed with one of its resources. */
  | {
      readonly type: 'stack';
      readonly stack: string;
      /** Its logical id. */
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
      /** In AWS's words: who may not do what. */
      readonly message: string;
    }
  /** What was told to go wrong, and does. */
  | {
      readonly type: 'fault';
      readonly requestId?: string;
      readonly function?: string;
      readonly point: string;
      readonly kind: string;
      /** How often it will strike still. */
      readonly left: number;
      /** Whom or what it strikes, in words. */
      readonly struck: string;
    }
  | {
      readonly type: 'log';
      readonly requestId?: string;
      readonly function?: string;
      readonly source: 'function' | 'task';
      /** The function that has written it, or the id of the task. */
      readonly name: string;
      readonly line: string;
    };

/** An entry with the milliseconds since the local cloud was started. */
export type TimedEntry = TimelineEntry & { readonly at: number };

/** The rescues that an entry is about; none for what concerns the whole cloud. */
export function rescuesOf(entry: TimelineEntry): readonly RescueId[] {
  if ('rescues' in entry) return entry.rescues;
  if (!('requestId' in entry) || entry.requestId === undefined) return [];
  return [{ function: entry.function ?? '', requestId: entry.requestId }];
}

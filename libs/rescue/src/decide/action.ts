// What the secondary decides for a message: one action, or a fact that it has to look up first.
import { type ReadEndLine, type RescuePolicy } from '@immortal/shared';
import { type FailedInvocation } from '../read/failed-invocation';
import { type StoppedTask } from '../read/stopped-task';

export type Action =
  /** Start a container for the event, or find the one that an earlier delivery started. */
  | {
      readonly kind: 'launch';
      readonly invocation: FailedInvocation;
      readonly policy: RescuePolicy;
      readonly delivery: number;
    }
  /** Leave the message in its queue, and hide it for a while. */
  | { readonly kind: 'defer'; readonly seconds: number; readonly error: unknown }
  /** Send the message that requests the next attempt. */
  | {
      readonly kind: 'relaunch';
      readonly invocation: FailedInvocation;
      readonly delaySeconds: number;
    }
  | ParkEvent
  | ParkMessage
  | Done;

/** Park the event of an invocation. */
export interface ParkEvent {
  readonly kind: 'park';
  readonly what: 'event';
  readonly invocation: FailedInvocation;
  readonly reason: string;
  /** The task that stopped last. */
  readonly taskArn?: string;
}

/** Park a copy of the message. */
export interface ParkMessage {
  readonly kind: 'park';
  readonly what: 'message';
  readonly reason: string;
  /** Why the last delivery failed. */
  readonly error?: unknown;
}

export type Done =
  | { readonly kind: 'done'; readonly because: 'not a rescue' }
  | { readonly kind: 'done'; readonly because: 'already launched'; readonly taskArn: string }
  | {
      readonly kind: 'done';
      readonly because: 'rescued';
      readonly task: StoppedTask;
      /** False if deleting it failed in every delivery: the event then expires in the bucket. */
      readonly deletesEvent: boolean;
      /** Why deleting it failed. */
      readonly error?: unknown;
    };

/** A fact to look up before the action is clear. */
export type LookUp =
  /** What a stopped task was to run. */
  | { readonly kind: 'look up'; readonly fact: 'invocation'; readonly task: StoppedTask }
  /** The end line in the log of a stopped task. */
  | {
      readonly kind: 'look up';
      readonly fact: 'end line';
      readonly task: StoppedTask;
      readonly invocation: FailedInvocation;
    }
  /** The task that runs an invocation, or ran it. */
  | {
      readonly kind: 'look up';
      readonly fact: 'task';
      readonly invocation: FailedInvocation;
      /** Why the last delivery failed. */
      readonly error: unknown;
    };

/** The facts that were looked up: undefined if a fact was not, null if AWS does not know it. */
export interface LookedUp {
  readonly invocation?: FailedInvocation | null;
  readonly endLine?: ReadEndLine | null;
  readonly taskArn?: string | null;
}

/** What is known in addition to the message and the policy. */
export interface Facts extends LookedUp {
  /** The errors of the look-ups and actions of this delivery, in order. */
  readonly failures: readonly unknown[];
}

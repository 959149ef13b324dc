// A change set: what is asked of a stack, and what would change by it.
import { randomUUID } from 'node:crypto';
import type { Change } from './changes';
import type { StackRequest } from './stack-request';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html */
const NOTHING_CHANGED =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

export class ChangeSet {
  readonly id: string;
  readonly createdAt = new Date();
  /** It can be executed once. */
  isExecuted = false;

  /**
   * @param stackId the ARN of the stack, whose region and account the change set has
   * @param changes undefined if nothing would change
   */
  constructor(
    readonly name: string,
    stackId: string,
    readonly request: StackRequest,
    readonly changes: readonly Change[] | undefined,
  ) {
    this.id = `${stackId.replace(/:stack\/.*/, '')}:changeSet/${name}/${randomUUID()}`;
  }

  get status(): 'CREATE_COMPLETE' | 'FAILED' {
    return this.changes ? 'CREATE_COMPLETE' : 'FAILED';
  }

  get statusReason(): string | undefined {
    return this.changes ? undefined : NOTHING_CHANGED;
  }

  get executionStatus(): 'AVAILABLE' | 'UNAVAILABLE' | 'EXECUTE_COMPLETE' {
    if (this.isExecuted) return 'EXECUTE_COMPLETE';
    return this.changes ? 'AVAILABLE' : 'UNAVAILABLE';
  }
}

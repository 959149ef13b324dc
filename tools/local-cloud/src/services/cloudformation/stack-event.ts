// What has happened to a stack, or to a resource of one.

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackEvent.html */
export interface StackEvent extends Subject {
  readonly id: string;
  readonly at: Date;
  readonly status: string;
  readonly reason: string | undefined;
}

/** What an event is about. */
export interface Subject {
  readonly logicalId: string;
  /** What Ref gives; empty as long as there is nothing. */
  readonly ref: string;
  readonly type: string;
}

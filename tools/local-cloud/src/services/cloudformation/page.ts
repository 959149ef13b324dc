// Pages of events and resources: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html
import { MAX_STACK_PAGE } from '../../kernel/aws-limits';
import type { StackEvent } from './stack-event';
import { validationError } from './validation-error';

export interface Page {
  readonly events: readonly StackEvent[];
  /** The id of the event with which the next page begins, even if there are newer events by then. */
  readonly next: string | undefined;
}

/** @throws {ApiError} ValidationError for a token of something else */
export function pageOf(all: readonly StackEvent[], token: string | undefined): Page {
  const start = token === undefined ? 0 : all.findIndex(({ id }) => id === token);
  if (start < 0) throw validationError('NextToken is not valid.');
  const end = start + MAX_STACK_PAGE;
  return { events: all.slice(start, end), next: all[end]?.id };
}

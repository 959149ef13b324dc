// Where the log of one rescue is: a link into the console, or a command where there is no console.
import { logStreamLink } from '../aws/console-links';
import { containerLogGroupOf, logStreamOf } from '../stack';

export interface LogPlace {
  readonly stack: string;
  readonly region: string;
  /** Only AWS has a console. */
  readonly isAws: boolean;
}

export function logLocation({ stack, region, isAws }: LogPlace, taskId: string): string {
  const group = containerLogGroupOf(stack);
  const stream = logStreamOf(taskId);
  return isAws
    ? logStreamLink(region, group, stream)
    : `aws logs tail ${group} --since 1d --log-stream-names ${stream}`;
}

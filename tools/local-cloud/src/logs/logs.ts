// CloudWatch Logs: the groups of the stack, and those that are made by writing.
import { ApiError } from '../errors';
import type { Stack } from '../template';
import { LogGroup } from './log-group';

export class Logs {
  private readonly byName = new Map<string, LogGroup>();

  constructor(stack: Stack) {
    for (const { ref, properties } of stack.ofType('AWS::Logs::LogGroup')) {
      const days = properties['RetentionInDays'];
      this.byName.set(ref, new LogGroup(ref, days === undefined ? undefined : Number(days)));
    }
  }

  /** Of a group that does not exist, Lambda makes one; so does this for whoever writes. */
  write(group: string, stream: string, line: string): void {
    const found = this.byName.get(group) ?? new LogGroup(group, undefined);
    this.byName.set(group, found);
    found.write(stream, line);
  }

  get groups(): readonly LogGroup[] {
    return [...this.byName.values()];
  }

  /**
   * @param nameOrArn an ARN may end in `:*`
   * @throws {ApiError} ResourceNotFoundException
   */
  group(nameOrArn: string): LogGroup {
    const name = nameOrArn.replace(/^arn:[^:]*:logs:[^:]*:\d*:log-group:/, '').replace(/:\*$/, '');
    const found = this.byName.get(name);
    if (found) return found;
    throw new ApiError('ResourceNotFoundException', 'The specified log group does not exist.');
  }
}

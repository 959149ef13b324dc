// CloudWatch Logs: the groups that a stack has, and those that are made by writing.
import { ApiError } from '../../kernel/errors';
import { LogGroup } from './log-group';

export class Logs {
  private readonly byName = new Map<string, LogGroup>();

  /** One that was made by writing is taken over, with its lines. */
  declare(name: string, retentionDays: number | undefined): void {
    const group = this.byName.get(name) ?? new LogGroup(name);
    group.retentionDays = retentionDays;
    this.byName.set(name, group);
  }

  delete(name: string): void {
    this.byName.delete(name);
  }

  /** Creates the group if it does not exist, as Lambda does. */
  write(group: string, stream: string, line: string): void {
    const found = this.byName.get(group) ?? new LogGroup(group);
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

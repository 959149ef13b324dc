// Log groups of a stack. One that was made by writing to it is taken over.
import type { Resource } from '../../kernel/template';
import type { Lifecycle } from '../../kernel/template/resource-type';
import type { Logs } from './logs';

export interface LogGroupRuntime {
  readonly logs: Pick<Logs, 'declare' | 'delete'>;
}

export const LOG_GROUP_LIFECYCLE: Lifecycle<LogGroupRuntime> = {
  create: (resource, { logs }) => declare(resource, logs),
  update: (_before, after, { logs }) => declare(after, logs),
  delete({ ref: name }, { logs }) {
    logs.delete(name);
    return Promise.resolve();
  },
};

function declare(
  { ref: name, properties }: Resource,
  logs: LogGroupRuntime['logs'],
): Promise<void> {
  const { RetentionInDays: days } = properties;
  logs.declare(name, days === undefined ? undefined : Number(days));
  return Promise.resolve();
}

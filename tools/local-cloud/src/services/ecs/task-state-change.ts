// The event that ECS sends to EventBridge when a task has changed.
import { randomUUID } from 'node:crypto';
import type { AwsEvent } from '../events/event-bus';
import type { Task } from './task';

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html */
export function taskStateChange(task: Task, region: string, accountId: string): AwsEvent {
  const now = new Date().toISOString();
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'ECS Task State Change',
    source: 'aws.ecs',
    account: accountId,
    time: now.replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [task.arn],
    detail: { ...withIsoTimes(task.describe()), updatedAt: now },
  };
}

/** The API has times in seconds, its events have them as text. */
function withIsoTimes(description: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(description).map(([name, value]) =>
      name.endsWith('At') ? [name, new Date(Number(value) * 1000).toISOString()] : [name, value],
    ),
  );
}

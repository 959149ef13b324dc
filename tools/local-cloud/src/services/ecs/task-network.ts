// The network of a task, as ECS describes it: one network interface in one of the subnets.
import { createHash } from 'node:crypto';
import type { RunTaskInput } from './run-task-input';

interface Attached {
  readonly id: string;
  readonly status: string;
  readonly input: RunTaskInput;
}

/** Undefined for a task without a network of its own. */
export interface TaskNetwork {
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly hasPublicAddress: boolean;
}

export function networkOf({ networkConfiguration }: RunTaskInput): TaskNetwork | undefined {
  const network = networkConfiguration?.awsvpcConfiguration;
  return (
    network && {
      subnets: network.subnets ?? [],
      securityGroups: network.securityGroups ?? [],
      hasPublicAddress: network.assignPublicIp === 'ENABLED',
    }
  );
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html */
export function attachmentsOf({ id, status, input }: Attached): object[] {
  const subnet = networkOf(input)?.subnets[0];
  if (subnet === undefined) return [];
  const made = createHash('sha256').update(id).digest('hex');
  return [
    {
      id: made.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
      type: 'eni',
      status: STATUSES[status] ?? 'ATTACHED',
      details: [
        { name: 'subnetId', value: subnet },
        { name: 'networkInterfaceId', value: `eni-${made.slice(0, 17)}` },
      ],
    },
  ];
}

/** Of the network interface, by the status of its task. */
const STATUSES: Readonly<Record<string, string>> = {
  PROVISIONING: 'PRECREATED',
  STOPPED: 'DELETED',
};

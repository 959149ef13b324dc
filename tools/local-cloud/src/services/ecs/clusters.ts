// The clusters of the stack, with the capacity providers that they list.
import { ApiError } from '../../kernel/errors';
import type { Resource, Stack } from '../../kernel/template';
import type { ClusterCapacity } from './capacity-providers';
import type { Task } from './task';

export interface Cluster extends ClusterCapacity {
  readonly name: string;
  readonly arn: string;
}

export class Clusters {
  readonly all: readonly Cluster[];

  constructor(stack: Stack) {
    const associations = stack.ofType('AWS::ECS::ClusterCapacityProviderAssociations');
    this.all = stack
      .ofType('AWS::ECS::Cluster')
      .map((resource) => readCluster(resource, associations));
  }

  find(nameOrArn: string): Cluster | undefined {
    return this.all.find(({ name, arn }) => name === nameOrArn || arn === nameOrArn);
  }

  /** @throws {ApiError} ClusterNotFoundException */
  get(nameOrArn = 'default'): Cluster {
    const found = this.find(nameOrArn);
    if (found) return found;
    throw new ApiError('ClusterNotFoundException', 'Cluster not found.');
  }
}

/** As DescribeClusters shows it; there are no services and no instances. */
export function describeCluster(cluster: Cluster, tasks: readonly Task[]): object {
  const { name, arn, capacityProviders, defaultStrategy } = cluster;
  const own = tasks.filter(({ clusterArn }) => clusterArn === arn);
  const count = (...statuses: string[]) =>
    own.filter((task) => statuses.includes(String(task.describe().lastStatus))).length;
  return {
    clusterArn: arn,
    clusterName: name,
    status: 'ACTIVE',
    registeredContainerInstancesCount: 0,
    runningTasksCount: count('RUNNING'),
    pendingTasksCount: count('PROVISIONING', 'PENDING'),
    activeServicesCount: 0,
    capacityProviders,
    defaultCapacityProviderStrategy: defaultStrategy,
    statistics: [],
    tags: [],
    settings: [],
  };
}

/** Associations are a resource of their own, or stand in the cluster's. */
function readCluster(
  { ref: name, attributes, properties }: Resource,
  associations: readonly Resource[],
): Cluster {
  const arn = String(attributes['Arn']);
  const own = associations.find(({ properties: { Cluster: of } }) => of === name || of === arn);
  const { CapacityProviders, DefaultCapacityProviderStrategy } = own?.properties ?? properties;
  return {
    name,
    arn,
    capacityProviders: ((CapacityProviders ?? []) as unknown[]).map(String),
    defaultStrategy: ((DefaultCapacityProviderStrategy ?? []) as TemplateItem[]).map(readItem),
  };
}

interface TemplateItem {
  readonly CapacityProvider?: unknown;
  readonly Base?: unknown;
  readonly Weight?: unknown;
}

function readItem({ CapacityProvider, Base = 0, Weight = 0 }: TemplateItem) {
  return {
    capacityProvider: String(CapacityProvider),
    base: Number(Base),
    weight: Number(Weight),
  };
}

// Clusters of a stack: one with tasks can't be deleted.
import type { Lifecycle } from '../../kernel/template/resource-type';
import type { Ecs } from './ecs';

export interface ClusterRuntime {
  readonly ecs: Pick<Ecs, 'isBusy'>;
}

export const CLUSTER_LIFECYCLE: Lifecycle<ClusterRuntime> = {
  whyNotDeleted({ attributes }, { ecs }) {
    const isBusy = ecs.isBusy(String(attributes['Arn']));
    return Promise.resolve(
      isBusy ? 'The Cluster cannot be deleted while Tasks are active.' : undefined,
    );
  },
};

// Which capacity provider a task runs on: Fargate or Fargate Spot, as a strategy says it.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
import { ApiError } from '../../kernel/errors';

export interface StrategyItem {
  readonly capacityProvider: string;
  /** So many tasks come first. */
  readonly base?: number;
  /** Its share of the others. */
  readonly weight?: number;
}

/** What a cluster has to offer. */
export interface ClusterCapacity {
  readonly capacityProviders: readonly string[];
  /** For tasks that name neither a launch type nor a strategy. */
  readonly defaultStrategy: readonly StrategyItem[];
}

export interface PlacementInput {
  readonly launchType?: string;
  readonly capacityProviderStrategy?: readonly StrategyItem[];
}

/**
 * The strategy that a RunTask comes under; empty when it comes by a launch type.
 *
 * @throws {ApiError} InvalidParameterException, in ECS's words where they are known
 */
export function strategyOf(
  { launchType, capacityProviderStrategy }: PlacementInput,
  cluster: ClusterCapacity,
): readonly StrategyItem[] {
  if (launchType !== undefined && capacityProviderStrategy?.length) {
    throw invalid(
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    );
  }
  if (launchType !== undefined) return [];
  const strategy = capacityProviderStrategy ?? cluster.defaultStrategy;
  for (const { capacityProvider } of strategy) {
    if (cluster.capacityProviders.includes(capacityProvider)) continue;
    throw invalid(
      `The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster: ${capacityProvider}.`,
    );
  }
  if (strategy.length > 1 && strategy.every(({ weight = 0 }) => weight === 0)) {
    throw invalid('At least one capacity provider must have a weight greater than 0.');
  }
  return strategy;
}

/** The providers of the tasks of one RunTask: bases first, then always the one that lags behind its share. */
export function providersOf(
  strategy: readonly StrategyItem[],
  count: number,
): (string | undefined)[] {
  const bases = strategy.flatMap(({ capacityProvider, base = 0 }) =>
    Array.from({ length: base }, () => capacityProvider),
  );
  const shares = strategy.map(({ capacityProvider, weight = 0 }) => ({
    capacityProvider,
    // A single one needs no weight.
    weight: strategy.length === 1 ? 1 : weight,
    tasks: 0,
  }));
  return Array.from({ length: count }, (_, index) => {
    if (index < bases.length) return bases[index];
    const rising = shares.filter(({ weight }) => weight > 0);
    const [next] = rising.sort((a, b) => (a.tasks + 1) / a.weight - (b.tasks + 1) / b.weight);
    if (next) next.tasks += 1;
    return next?.capacityProvider;
  });
}

function invalid(message: string): ApiError {
  return new ApiError('InvalidParameterException', message);
}

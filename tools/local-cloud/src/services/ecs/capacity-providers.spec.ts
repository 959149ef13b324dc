import { providersOf, type StrategyItem, strategyOf } from './capacity-providers';

const SPOT = { capacityProvider: 'FARGATE_SPOT', weight: 1 };
const CLUSTER = { capacityProviders: ['FARGATE', 'FARGATE_SPOT'], defaultStrategy: [SPOT] };

it('uses the strategy of the call, or else the cluster’s default', () => {
  const capacityProviderStrategy = [{ capacityProvider: 'FARGATE', weight: 1 }];
  expect(strategyOf({ capacityProviderStrategy }, CLUSTER)).toBe(capacityProviderStrategy);
  expect(strategyOf({}, CLUSTER)).toStrictEqual([SPOT]);
  expect(strategyOf({ launchType: 'FARGATE' }, CLUSTER)).toStrictEqual([]);
});

it.each([
  [
    'a launch type beside a strategy',
    { launchType: 'FARGATE', capacityProviderStrategy: [SPOT] },
    'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
  ],
  [
    'a provider that the cluster does not list',
    { capacityProviderStrategy: [{ capacityProvider: 'own', weight: 1 }] },
    'a capacity provider that is not associated with the cluster: own',
  ],
  [
    'weights of nothing',
    { capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }, { ...SPOT, weight: 0 }] },
    'At least one capacity provider must have a weight greater than 0.',
  ],
])('refuses %s', (_title, input, message) => {
  expect(() => strategyOf(input, CLUSTER)).toThrow(
    expect.objectContaining({
      code: 'InvalidParameterException',
      message: expect.stringContaining(message) as unknown,
    }) as Error,
  );
});

const item = (capacityProvider: string, base: number, weight: number): StrategyItem => ({
  capacityProvider,
  base,
  weight,
});

it.each<[string, StrategyItem[], number, string]>([
  ['one alone', [{ capacityProvider: 'A' }], 2, 'AA'],
  ['the base first, then by weight', [item('A', 2, 1), item('B', 0, 3)], 6, 'AABBAB'],
  ['none of weight 0 behind its base', [item('A', 1, 0), item('B', 0, 1)], 3, 'ABB'],
  ['nothing without a strategy', [], 2, ''],
])('places %s', (_title, strategy, count, placed) => {
  expect(providersOf(strategy, count).join('')).toBe(placed);
});

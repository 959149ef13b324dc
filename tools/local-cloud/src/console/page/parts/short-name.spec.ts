import { commonPrefix, shortName } from './short-name';

it.each([
  [['app-dev-orders', 'app-dev-secondary', 'app-dev-smoke'], 'app-dev-'],
  [['app-dev-orders'], ''],
  [['orders', 'smoke'], ''],
  [['app-dev', 'app-dev-orders'], 'app-'],
  [[], ''],
])('%j share the prefix %j', (names, prefix) => {
  expect(commonPrefix(names)).toBe(prefix);
});

it('keeps a name that lacks the prefix', () => {
  expect(shortName('app-dev-orders', 'app-dev-')).toBe('orders');
  expect(shortName('other', 'app-dev-')).toBe('other');
});

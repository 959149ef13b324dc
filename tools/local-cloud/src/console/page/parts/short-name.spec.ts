import { commonPrefix, shortName } from './short-name';

it.each([
  [['app-dev-orders', 'app-dev-secondary', 'app-dev-smoke'], 'app-dev-'],
  [['app-dev-orders'], ''],
  [['orders', 'smoke'], ''],
  [['app-dev', 'app-dev-orders'], 'app-'],
  [[], ''],
])('%j have %j in front', (names, prefix) => {
  expect(commonPrefix(names)).toBe(prefix);
});

it('leaves a name whole that has nothing of it in front', () => {
  expect(shortName('app-dev-orders', 'app-dev-')).toBe('orders');
  expect(shortName('other', 'app-dev-')).toBe('other');
});

import { formatRoute, NO_FILTER, parseRoute, type Route } from './route';

it.each<[string, Route]>([
  ['#/rescues', { view: 'rescues', filter: NO_FILTER }],
  ['#/rescues/r-1', { view: 'rescues', filter: NO_FILTER, requestId: 'r-1' }],
  [
    '#/rescues/a%2Fb/task-1?function=orders&state=running%2Cparked',
    {
      ...{ view: 'rescues', requestId: 'a/b', bar: 'task-1' },
      filter: { function: 'orders', states: ['running', 'parked'] },
    },
  ],
  ['#/health', { view: 'health', filter: NO_FILTER }],
])('%s leads where it comes from', (hash, route) => {
  expect(parseRoute(hash)).toEqual(route);
  expect(formatRoute(route)).toBe(hash);
});

it.each(['', '#', '#/nowhere', '#/nowhere/r-1?state=lost'])('%j leads to all rescues', (hash) => {
  expect(parseRoute(hash)).toEqual({ view: 'rescues', filter: NO_FILTER });
});

it('survives what is not percent-encoded as it has to be', () => {
  expect(parseRoute('#/rescues/100%')).toMatchObject({ requestId: '100%' });
});

import type { Rescue } from '../../timeline';
import { RescueBook } from './rescue-book';
import { formatRoute, NO_FILTER, parseRoute, rescueMeant, type Route } from './route';

it.each<[string, Route]>([
  ['#/rescues', { view: 'rescues', filter: NO_FILTER }],
  [
    '#/rescues/r-1?of=orders',
    { view: 'rescues', filter: NO_FILTER, rescue: { function: 'orders', requestId: 'r-1' } },
  ],
  [
    '#/rescues/r-1?of=',
    { view: 'rescues', filter: NO_FILTER, rescue: { function: '', requestId: 'r-1' } },
  ],
  ['#/rescues/r-1', { view: 'rescues', filter: NO_FILTER, rescue: { requestId: 'r-1' } }],
  [
    '#/rescues/a%2Fb/task-1?of=mails&function=orders&state=running%2Cparked',
    {
      view: 'rescues',
      rescue: { function: 'mails', requestId: 'a/b' },
      bar: 'task-1',
      filter: { function: 'orders', states: ['running', 'parked'] },
    },
  ],
  ['#/health', { view: 'health', filter: NO_FILTER }],
])('%s is parsed and formatted without loss', (hash, route) => {
  expect(parseRoute(hash)).toEqual(route);
  expect(formatRoute(route)).toBe(hash);
});

it.each(['', '#', '#/nowhere', '#/nowhere/r-1?state=lost'])(
  '%j opens the list of rescues',
  (hash) => {
    expect(parseRoute(hash)).toEqual({ view: 'rescues', filter: NO_FILTER });
  },
);

it('accepts invalid percent-encoding', () => {
  expect(parseRoute('#/rescues/100%')).toMatchObject({ rescue: { requestId: '100%' } });
});

describe('the rescue that a URL identifies', () => {
  const rescue = (name: string, requestId: string): Rescue => ({
    function: name,
    requestId,
    state: 'running',
    startedAt: 0,
    changedAt: 0,
    attempts: 1,
    tasks: 1,
  });
  const all = [rescue('orders', 'r-1'), rescue('mails', 'r-1'), rescue('mails', 'r-2')];
  const meant = (hash: string) => rescueMeant(parseRoute(hash).rescue, new RescueBook(all, 10));

  it('belongs to the function in the URL', () => {
    expect(meant('#/rescues/r-1?of=mails')).toEqual({ function: 'mails', requestId: 'r-1' });
  });

  it('is the only one with the request id if the URL names no function', () => {
    expect(meant('#/rescues/r-2')).toMatchObject({ function: 'mails', requestId: 'r-2' });
  });

  it('is undefined if two functions have the request id', () => {
    expect(meant('#/rescues/r-1')).toBeUndefined();
  });

  it('is undefined if no function has the request id', () => {
    expect(meant('#/rescues/r-3')).toBeUndefined();
  });
});

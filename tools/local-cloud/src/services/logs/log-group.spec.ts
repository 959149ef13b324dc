import { LogGroup, MAX_KEPT_LINES } from './log-group';

it('keeps a limited number of lines, the newest', () => {
  const group = new LogGroup('orders');
  for (let line = 0; line < MAX_KEPT_LINES + 5; line += 1) group.write('stream', `line ${line}`);
  expect(group.events).toHaveLength(MAX_KEPT_LINES);
  expect(group.events[0]?.message).toBe('line 5');
});

it.each([
  ['long', 'x'.repeat(1_000_000)],
  ['long in UTF-8', '\u20ac'.repeat(333_334)],
])('keeps fewer lines when they are %s', (_, message) => {
  const group = new LogGroup('orders');
  for (let line = 0; line < 100; line += 1) group.write('stream', message);
  expect(group.events).toHaveLength(16);
  expect(group.events.at(-1)?.id).toBe(100);
});

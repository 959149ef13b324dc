import { LogGroup, MAX_KEPT_LINES } from './log-group';

it('keeps a limited number of lines, the newest', () => {
  const group = new LogGroup('orders');
  for (let line = 0; line < MAX_KEPT_LINES + 5; line += 1) group.write('stream', `line ${line}`);
  expect(group.events).toHaveLength(MAX_KEPT_LINES);
  expect(group.events[0]?.message).toBe('line 5');
});

it('keeps fewer lines when they are long', () => {
  const group = new LogGroup('orders');
  for (let line = 0; line < 100; line += 1) group.write('stream', 'x'.repeat(1_000_000));
  expect(group.events.length).toBeLessThan(20);
  expect(group.events.at(-1)?.id).toBe(100);
});

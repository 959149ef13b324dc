import { checkEvent, readTimes } from './check-event';

it('counts bytes, not characters', () => {
  expect(checkEvent('"é"', 4)).toEqual({ bytes: 4 });
  expect(checkEvent('"éé"', 5).problem).toBe('Lambda accepts at most 5 bytes; this event has 6.');
});

it.each([
  ['', 'Enter an event'],
  ['  ', 'Enter an event'],
  ['{"id":1', 'This is not JSON: '],
])('explains what is wrong with %j', (text, problem) => {
  expect(checkEvent(text, 100).problem).toMatch(problem);
});

it('reads whole numbers up to a limit', () => {
  expect(['1', '10', '11', '0', '1.5', '', '1e1', ' 2'].map((one) => readTimes(one, 10))).toEqual([
    1,
    10,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

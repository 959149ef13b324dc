import { checkEvent, readTimes } from './check-event';

it('counts bytes, not characters', () => {
  expect(checkEvent('"é"', 4)).toEqual({ bytes: 4 });
  expect(checkEvent('"éé"', 5).problem).toBe('Lambda takes 5 bytes at most, this has 6.');
});

it.each([
  ['', 'There is no event'],
  ['  ', 'There is no event'],
  ['{"id":1', 'This is not JSON: '],
])('says what is wrong with %j', (text, problem) => {
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

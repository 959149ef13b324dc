import { checkEvent, MAX_EVENT_BYTES, readTimes } from './check-event';

it('counts bytes, not characters', () => {
  expect(checkEvent('"é"')).toEqual({ bytes: 4 });
  const large = JSON.stringify('é'.repeat(MAX_EVENT_BYTES / 2));
  expect(checkEvent(large).problem).toMatch('this has 1048578');
});

it.each([
  ['', 'There is no event'],
  ['  ', 'There is no event'],
  ['{"id":1', 'This is no JSON: '],
])('says what is wrong with %j', (text, problem) => {
  expect(checkEvent(text).problem).toMatch(problem);
});

it('reads whole numbers up to a limit', () => {
  expect(['1', '10', '11', '0', '1.5', '', '1e1', ' 2'].map((one) => readTimes(one, 10))).toEqual([
    ...[1, 10, undefined, undefined, undefined, undefined, undefined, undefined],
  ]);
});

import { age, scaleSentence, span, tick } from './times';

it.each([
  [0, '0 ms'],
  [69, '69 ms'],
  [1490, '1.49 s'],
  [14_520, '14.5 s'],
  [60_000, '1 min'],
  [61_400, '1 min 1 s'],
  [900_000, '15 min'],
  [2_880_000, '48 min'],
  [3_600_000, '1 h'],
  [7_500_000, '2 h 5 min'],
])('%d ms are shown as %s', (ms, text) => {
  expect(span(ms)).toBe(text);
});

it('shows an age in its largest whole unit', () => {
  const ages = [-5, 999, 59_999, 119_999, 7_199_999].map(age);
  expect(ages).toEqual(['0 s', '0 s', '59 s', '1 min', '1 h']);
});

it('shows a round duration without empty units', () => {
  expect([0, 200, 2000, 2500, 90_000].map(tick)).toEqual([
    '0',
    '200 ms',
    '2 s',
    '2.5 s',
    '1 min 30 s',
  ]);
});

it('explains the time scale in a sentence', () => {
  expect(scaleSentence(900)).toBe(
    'Time scale 900: 15 minutes of waiting on AWS take 1 second here.',
  );
});

import { captureOutput } from '../testing/captured-output';
import { type Finding } from './probe';
import { exitCodeOf, report } from './report';

const ACCOUNT = '123456789012';
const finding = (change: Partial<Finding> = {}): Finding => ({
  name: 'stop',
  asks: 'How does a task end?',
  assumed: '143',
  verdict: 'as assumed',
  seen: '143',
  ...change,
});

it('prints a Markdown table, whatever AWS said', () => {
  const { output, written } = captureOutput();
  report([finding({ seen: 'a | b\nc\u001b[2J' })], ACCOUNT, output);
  expect(written).toEqual([
    '| probe | verdict | seen | assumed |',
    '| --- | --- | --- | --- |',
    '| stop | as assumed | a \\| b c\\u001b[2J | 143 |',
  ]);
});

it.each([true, false])('leaves out account numbers (JSON: %s)', (json) => {
  const { output, written } = captureOutput(json);
  const seen = `User: arn:aws:sts::${ACCOUNT}:assumed-role/x, arn:aws:lambda:eu-west-1:999999999999:layer:y, in ${ACCOUNT}`;
  report([finding({ seen })], ACCOUNT, output);
  expect(written.join('\n')).not.toMatch(/\d{12}/);
  expect(written.join('\n')).toContain('arn:aws:lambda:eu-west-1:<account>:layer:y, in <account>');
});

it.each([
  [0, [finding(), finding({ verdict: 'not seen' })]],
  [1, [finding(), finding({ verdict: 'differs' })]],
  [1, [finding({ verdict: 'not seen', failed: true })]],
])('the exit code is %i for %j', (exitCode, findings) => {
  expect(exitCodeOf(findings)).toBe(exitCode);
});

import { formatEndLine } from '@immortal/shared';
import { endLineIn } from '../task-log';
import { judgeEndLine } from './end-line';
import { judgeEvent, variablesInEvent } from './task-event';
import { judgeVolumes } from './volumes';

const STOPPED_AT = new Date('2026-11-28T12:00:00Z');
const lineOf = (bytes: number) => {
  const text = formatEndLine({
    message: 'The function returned.',
    timestamp: STOPPED_AT,
    outcome: 'succeeded',
    exitCode: 0,
    result: Buffer.from(JSON.stringify('x'.repeat(bytes))),
  });
  return { text, ingestedAt: STOPPED_AT.getTime() + 1_500 };
};
const judge = (...lines: ReturnType<typeof lineOf>[]) =>
  judgeEndLine(lines, endLineIn(lines), STOPPED_AT);

describe('the end line', () => {
  it('is as assumed if it is one event', () => {
    expect(judge(lineOf(300_000))).toMatchObject({
      verdict: 'as assumed',
      seen: expect.stringMatching(/^one event of 24\d{4} bytes, ingested 1\.5 s after/) as unknown,
    });
  });

  it('differs if CloudWatch Logs has it in parts', () => {
    const { text, ingestedAt } = lineOf(300_000);
    const parts = [text.slice(0, 200_000), text.slice(200_000)];
    const { verdict, seen } = judge(...parts.map((part) => ({ text: part, ingestedAt })));
    expect(verdict).toBe('differs');
    expect(seen).toMatch(/no end line; events of 200000, 4\d{4} bytes$/);
  });

  it('differs if it is shorter than it was written', () => {
    expect(judge(lineOf(1_000)).verdict).toBe('differs');
  });

  it('is not seen in an empty log', () => {
    expect(judge().verdict).toBe('not seen');
  });
});

describe('the event of a stopped task', () => {
  it.each([
    ['as assumed', '{"message":"the invocation was rescued","variablesInEvent":true}'],
    ['differs', '2026-11-28T12:00:00Z INFO {"variablesInEvent":false}'],
    ['not seen', '{"message":"a container was started for the invocation"}'],
  ])('is %s if the secondary logs %s', (verdict, line) => {
    expect(judgeEvent(variablesInEvent(['START', line])).verdict).toBe(verdict);
  });
});

describe('the volumes', () => {
  it.each([
    ['as assumed', { user: 993, writable: { '/tmp': true, '/opt': true } }],
    ['differs', { user: 993, writable: { '/tmp': true, '/opt': false } }],
    ['differs', { user: 993, writable: {} }],
    ['not seen', {}],
  ])('are %s with the report %j', (verdict, report) => {
    expect(judgeVolumes(report).verdict).toBe(verdict);
  });
});

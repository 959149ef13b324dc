import { MAX_LINE_BYTES } from './aws-limits';
import {
  type EndLine,
  findEndLine,
  formatEndLine,
  formatRunnerLine,
  parseEndLine,
} from './end-line';

const END: EndLine = {
  message: 'The function returned.',
  timestamp: new Date(0),
  outcome: 'succeeded',
  exitCode: 0,
};
const line = (change: Partial<EndLine> = {}) => formatEndLine({ ...END, ...change });
const members = (change: Partial<EndLine>) =>
  JSON.parse(line(change)) as Record<'result' | 'error', unknown> & Record<string, unknown>;
const bytes = (text: string) => Buffer.byteLength(`${text}\n`);
const nested = (depth: number) => Buffer.from('['.repeat(depth) + ']'.repeat(depth));

describe('the end line of the runner', () => {
  it('is read as it was written', () => {
    const known = { requestId: 'r-1', functionName: 'orders', durationMs: 12, peakMemoryMb: 51 };

    expect(parseEndLine(line({ ...known, result: Buffer.from('{"a":1}') }))).toEqual({
      message: 'The function returned.',
      outcome: 'succeeded',
      exitCode: 0,
      ...known,
    });
  });

  it('has a JSON result as JSON, and any other result as text', () => {
    expect(members({ result: Buffer.from('{"a":\n[1]}') }).result).toEqual({ a: [1] });
    expect(members({ result: Buffer.from('<html>') }).result).toBe('<html>');
    expect(members({ result: Buffer.alloc(0) }).result).toBe('');
    expect(members({ error: Buffer.from('{"errorType":"E"}') }).error).toEqual({ errorType: 'E' });
  });

  it.each([
    ['plain text', 'x'],
    ['quotation marks', '"'],
    ['control characters', '\u0000'],
    ['umlauts', 'ö'],
    ['emoji', '😀'],
    ['halves of surrogate pairs', '\ud800'],
  ])('stays within its limit with a megabyte of %s, and says that it was cut', (_, character) => {
    const payload = Buffer.from(JSON.stringify(character.repeat(1_000_000)));
    const written = line({ result: payload });

    expect(bytes(written)).toBeLessThanOrEqual(MAX_LINE_BYTES);
    expect(bytes(written)).toBeGreaterThan(240_000);
    const { result, resultTruncated } = JSON.parse(written) as Record<string, unknown>;
    expect(resultTruncated).toBe(true);
    expect((result as string).startsWith(`"${JSON.stringify(character).slice(1, 2)}`)).toBe(true);
    expect(result).not.toContain('\ufffd');
  });

  it('stays within its limit if a number is longer in the log than in the result', () => {
    const payload = Buffer.from(`[${'1e20,'.repeat(45_000)}0]`);

    expect(bytes(line({ result: payload }))).toBeLessThanOrEqual(MAX_LINE_BYTES);
  });

  it('has a whole result of 240,000 bytes, and the beginning of a longer one', () => {
    const text = 'x'.repeat(240_000 - 2);

    expect(members({ result: Buffer.from(`"${text}"`) })).toMatchObject({ result: text });
    expect(members({ result: Buffer.from(`"${text}x"`) })).toMatchObject({ resultTruncated: true });
  });

  it('stays within its limit whatever its other members are', () => {
    const absurd = '\u0001'.repeat(1_000_000);
    const names = { requestId: absurd, functionName: absurd, functionVersion: absurd };
    const written = line({ message: absurd, stack: absurd, ...names, result: Buffer.from(absurd) });

    expect(bytes(written)).toBeLessThanOrEqual(MAX_LINE_BYTES);
    expect(parseEndLine(written)).toMatchObject({ exitCode: 0 });
  });

  it.each([4_400, 60_000, 3_000_000])('is written for a result %d levels deep', (depth) => {
    const written = line({ result: nested(depth) });

    expect(bytes(written)).toBeLessThanOrEqual(MAX_LINE_BYTES);
    const { result } = JSON.parse(written) as { result: string };
    expect(nested(depth).toString().startsWith(result)).toBe(true);
  });

  it('does not count brackets within a text as nesting', () => {
    const text = `["\\"${'['.repeat(100)}"]`;

    expect(members({ result: Buffer.from(text) }).result).toEqual(JSON.parse(text));
  });

  it('is one line whatever the function returns', () => {
    expect(line({ result: Buffer.from('a\r\nb') })).not.toMatch(/[\r\n]/);
    expect(line({ result: Buffer.from('{"a":\n"b\\nc\u2028"}') })).not.toMatch(/[\r\n]/);
  });
});

it.each([
  ['a warning', formatRunnerLine({ ...END, level: 'WARN' })],
  ['a line of the function', 'compared 12 of 120 cities'],
  ['a line that is cut', line().slice(0, 100)],
  ['another service', line().replace('"runner"', '"orders"')],
  ['another version', line().replace('"endLine":1', '"endLine":2')],
  ['an exit code that is no number', line().replace('"exitCode":0', '"exitCode":"0"')],
  ['an exit code that is no whole number', line().replace('"exitCode":0', '"exitCode":0.5')],
  ['a list', '[]'],
  ['null', 'null'],
  ['nothing', ''],
  ['depth', nested(1_000_000).toString()],
])('does not take %s for an end line', (_, text) => {
  expect(parseEndLine(text)).toBeUndefined();
});

it('reads a line without a version, as earlier runners wrote it', () => {
  expect(parseEndLine(line().replace('"endLine":1,', ''))).toMatchObject({ outcome: 'succeeded' });
});

describe('the end line of a task', () => {
  const failed: Partial<EndLine> = { outcome: 'failed', exitCode: 1, requestId: 'r-1' };
  const real = line({ ...failed, functionName: 'orders', message: 'It failed.' });
  const forged = line({ requestId: 'r-1', functionName: 'payments' });

  it('is the last one, so one that the function wrote does not count', () => {
    expect(findEndLine(['hello', forged, real])).toMatchObject({ message: 'It failed.' });
    // The function's own errors go another way and may arrive a little later.
    expect(findEndLine([forged, real, 'late'])).toMatchObject({ message: 'It failed.' });
  });

  it.each([
    ['the exit code', { exitCode: 137 }],
    ['the request', { requestId: 'r-2' }],
    ['the function', { functionName: 'orders' }],
  ])('is not believed if ECS contradicts it about %s', (_, known) => {
    expect(findEndLine([real, forged], known)).toBeUndefined();
  });

  it('is believed if ECS agrees, or says nothing', () => {
    const known = { exitCode: 1, requestId: 'r-1', functionName: 'orders' };
    expect(findEndLine([forged, real], known)).toMatchObject({ exitCode: 1 });
    expect(findEndLine([forged, real], {})).toMatchObject({ exitCode: 1 });
    expect(findEndLine([line({ exitCode: 1 })], known)).toMatchObject({ exitCode: 1 });
  });

  it('is missing if the runner wrote none', () => {
    expect(findEndLine(['hello'])).toBeUndefined();
    expect(findEndLine([])).toBeUndefined();
  });
});

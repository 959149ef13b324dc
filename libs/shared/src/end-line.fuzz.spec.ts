import fc from 'fast-check';
import { MAX_LINE_BYTES } from './aws-limits';
import { type EndLine, findEndLine, formatEndLine, parseEndLine } from './end-line';
import { anyJson, damaged, fuzz, FUZZ_TIMEOUT_MS } from './testing/fuzz';

const long = fc
  .tuple(fc.string({ unit: 'binary' }), fc.constantFrom(1, 1, 1, 100_000))
  .map(([text, times]) => text.repeat(times).slice(0, 1_000_000));
const payload = fc.oneof(
  fc.uint8Array({ maxLength: 1000 }).map((bytes) => Buffer.from(bytes)),
  fc.oneof(anyJson(), damaged(anyJson()), long).map((text) => Buffer.from(text)),
);
const end: fc.Arbitrary<EndLine> = fc.record(
  {
    message: long,
    timestamp: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }),
    outcome: fc.constantFrom('succeeded' as const, 'failed' as const),
    exitCode: fc.nat(255),
    requestId: long,
    functionName: long,
    functionVersion: long,
    durationMs: fc.nat(),
    stack: long,
    result: payload,
    error: payload,
  },
  { requiredKeys: ['message', 'timestamp', 'outcome', 'exitCode'] },
);

it(
  'writes one line within its limit that is read as it was meant, whatever the function returned',
  () =>
    fuzz('the end line', end, (facts) => {
      const line = formatEndLine(facts);
      expect(Buffer.byteLength(line)).toBeLessThan(MAX_LINE_BYTES);
      expect(line).not.toMatch(/[\n\r]/);
      const { outcome, exitCode } = facts;
      expect(parseEndLine(line)).toMatchObject({ outcome, exitCode });
    }),
  FUZZ_TIMEOUT_MS,
);

it(
  'is read or not, and never fails, whatever a function writes',
  () => {
    const lines = fc.array(
      fc.oneof(fc.string(), anyJson(), damaged(end.map(formatEndLine)), end.map(formatEndLine)),
      { maxLength: 3 },
    );
    return fuzz('the reader of the end line', lines, (written) => {
      const found = findEndLine(written, { exitCode: 0 });
      expect(found?.exitCode ?? 0).toBe(0);
    });
  },
  FUZZ_TIMEOUT_MS,
);

import { ContractError } from '@immortal/shared';
import { resultOfError, resultOfFunction } from './run-result';
import { endLine } from './log-lines';

const DATE = new Date(0);
const line = (result: Parameters<typeof endLine>[0], facts = {}) =>
  JSON.parse(endLine(result, { startup: {}, ...facts }, DATE)) as Record<string, unknown>;

describe('the end line', () => {
  it('includes the known facts and omits the others', () => {
    const facts = {
      requestId: 'request-1',
      functionName: 'orders',
      durationMs: 12.6,
      peakMemoryBytes: 50_000_001,
      startup: { process: 80.4 },
    };

    expect(
      line(resultOfFunction({ kind: 'response', payload: Buffer.from('{"a":1}') }, []), facts),
    ).toEqual({
      level: 'INFO',
      message: 'The function returned.',
      service: 'runner',
      timestamp: '1970-01-01T00:00:00.000Z',
      requestId: 'request-1',
      functionName: 'orders',
      endLine: 1,
      outcome: 'succeeded',
      exitCode: 0,
      durationMs: 13,
      peakMemoryMb: 51,
      startupMs: { process: 80 },
      result: { a: 1 },
    });
  });

  it('is one line whatever the function returns', () => {
    const payload = Buffer.from('{"a":\n"b\\nc\u2028"}');

    expect(
      endLine(resultOfFunction({ kind: 'response', payload }, []), { startup: {} }, DATE),
    ).not.toMatch(/[\r\n]/);
  });

  it('has a stack for unexpected errors only', () => {
    expect(line(resultOfError(new ContractError('AWS_REGION is not set.')))).not.toHaveProperty(
      'stack',
    );
    expect(line(resultOfError(new TypeError('x is not a function')))).toMatchObject({
      outcome: 'crashed',
      exitCode: 2,
      message: 'The runner failed unexpectedly: x is not a function',
      stack: expect.stringContaining('log-lines.spec.ts') as string,
    });
    expect(line(resultOfError('a string'))).toMatchObject({
      outcome: 'crashed',
      stack: 'a string',
    });
  });
});

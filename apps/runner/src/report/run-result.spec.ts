import { resultOfFunction } from './run-result';

const exitCodeOf = (errorType: string | undefined, payload: string, retryErrors: string[]) =>
  resultOfFunction(
    { kind: 'error', ...(errorType && { errorType }), payload: Buffer.from(payload) },
    retryErrors,
  ).exitCode;
const BUSY = '{"errorType":"BusyError","errorMessage":"later"}';

describe('the exit code of a failed function', () => {
  it.each<[number, string, string | undefined, string, string[]]>([
    [76, 'a type in the error', undefined, BUSY, ['OtherError', 'BusyError']],
    [76, 'a type in the error, and another in the header', 'Unhandled', BUSY, ['BusyError']],
    [76, 'a type in the header alone', 'BusyError', 'text', ['BusyError']],
    [1, 'no types to retry', 'BusyError', BUSY, []],
    [1, 'another type', undefined, BUSY, ['Busy', 'busyerror']],
    [1, 'an error that is not JSON', undefined, 'text', ['BusyError']],
    [1, 'an error that is null', undefined, 'null', ['BusyError']],
    [1, 'an error without a type', undefined, '{}', ['undefined']],
  ])('is %i for %s', (exitCode, _, errorType, payload, retryErrors) => {
    expect(exitCodeOf(errorType, payload, retryErrors)).toBe(exitCode);
  });
});

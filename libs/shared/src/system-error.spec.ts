import { isNetworkError, systemCode } from './system-error';

const coded = (code: string) => Object.assign(new Error('no'), { code });

describe('systemCode', () => {
  it.each([
    ['an error itself', coded('ENOSPC')],
    ['the cause of an error', new Error('outer', { cause: coded('ENOSPC') })],
    ['an aggregate error', new AggregateError([new Error('no code'), coded('ENOSPC')])],
  ])('finds the code of %s', (_what, error) => {
    expect(systemCode(error)).toBe('ENOSPC');
  });

  it.each([[coded('ERR_INVALID_ARG_TYPE')], [new Error('no code')], ['text'], [undefined]])(
    'finds no code in %p',
    (error) => {
      expect(systemCode(error)).toBeUndefined();
    },
  );
});

it('isNetworkError tells network failures from other system errors', () => {
  expect(isNetworkError(coded('ECONNREFUSED'))).toBe(true);
  expect(isNetworkError(coded('ENOSPC'))).toBe(false);
});

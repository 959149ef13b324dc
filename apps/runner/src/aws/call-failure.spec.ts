import { explainAwsFailure } from './call-failure';
import { RefusalError, TemporaryError } from '../errors';

const CALL = { action: 'lambda:GetFunction', subject: 'function orders' };
const named = (name: string, more = {}) =>
  Object.assign(new Error('so it is.\nSecond line'), { name, ...more });
const coded = (code: string) => Object.assign(new Error('so it is'), { code });
const status = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });

describe('a failed AWS call', () => {
  it.each([
    ['an unknown host name', coded('ENOTFOUND')],
    ['a refused connection', new AggregateError([coded('ECONNREFUSED')])],
    ['a wrapped connection reset', new Error('outer', { cause: coded('ECONNRESET') })],
    ['a server that does not respond', named('TimeoutError')],
    ['throttling', named('ThrottlingException', status(400))],
    ['too many requests', named('Unknown', status(429))],
    ['a server that fails', named('InternalFailure', status(500))],
  ])('because of %s is worth another task', (_what, error) => {
    const explained = explainAwsFailure(error, CALL, {});

    expect(explained).toBeInstanceOf(TemporaryError);
    expect(explained).toMatchObject({ cause: error });
  });

  it.each([
    ['no permission', named('AccessDeniedException', status(403))],
    ['a bad request', named('ValidationException', status(400))],
    ['no credentials', named('CredentialsProviderError')],
  ])('because of %s is refused', (_what, error) => {
    expect(explainAwsFailure(error, CALL, {})).toBeInstanceOf(RefusalError);
  });

  it('is explained in one line', () => {
    const error = named('AccessDeniedException', status(403));

    expect((explainAwsFailure(error, CALL, {}) as Error).message).toBe(
      "The task's role may not call lambda:GetFunction for function orders: AccessDeniedException, so it is. Allow lambda:GetFunction in the task's role.",
    );
  });

  it.each([[new TypeError('a mistake')], [coded('ERR_INVALID_ARG_TYPE')], ['a string']])(
    'returns the unexpected error %p unchanged',
    (error) => {
      expect(explainAwsFailure(error, CALL, {})).toBe(error);
    },
  );
});

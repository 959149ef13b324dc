import { reasonAgainst } from './rescue-on';
import { aFailedInvocation, aPolicy } from './testing/fixtures';

const against = (errorMessage: string | undefined, change: object = {}, rescueOn = 'timeout') => {
  const message = errorMessage === undefined ? {} : { errorMessage };
  return reasonAgainst(aFailedInvocation({ ...message, ...change }), aPolicy({ rescueOn }));
};

describe('reasonAgainst', () => {
  it.each([
    '2026-11-22T04:42:51.869Z e9a2b0a4-c4a3-4bff-8b1e-6b4f5a5c9d10 Task timed out after 900.00 seconds',
    'RequestId: e9a2b0a4 Error: Task timed out after 3.00 seconds',
    'RequestId: e9a2b0a4 Error: Runtime exited with error: signal: killed',
    'RequestId: e9a2b0a4 Error: Runtime exited with error: exit status 129',
    'RequestId: e9a2b0a4 Error: Runtime exited without providing a reason',
    'Runtime.ExitError',
    'Runtime.OutOfMemory',
    'Sandbox.Timedout',
  ])('lets a policy for timeouts rescue "%s"', (message) => {
    expect(against(message)).toBeUndefined();
  });

  it.each(['boom', 'The request to the database timed out', 'Rate exceeded', '', undefined])(
    'lets a policy for timeouts not rescue "%s"',
    (message) => {
      expect(against(message)).toBe(
        "The function's policy rescues timeouts and the like only (rescueOn: timeout), and Lambda gave up with: " +
          (message || 'no message'),
      );
    },
  );

  it('goes by the type of an error too, which a destination record tells', () => {
    expect(against('', { errorType: 'MemoryError' })).toBeUndefined();
    expect(against('boom', { errorType: 'TypeError' })).toMatch(/gave up with: TypeError: boom$/);
  });

  it('lets a policy for any failure rescue every one', () => {
    expect(against('boom', {}, 'any')).toBeUndefined();
    expect(against(undefined, {}, 'any')).toBeUndefined();
  });

  it('rescues what somebody has put or moved into the queue, whatever the policy says', () => {
    expect(against('boom', { isFresh: false })).toBeUndefined();
  });
});

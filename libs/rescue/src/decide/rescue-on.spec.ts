import { reasonAgainstRescue } from './rescue-on';
import { aFailedInvocation, aPolicy } from '../testing/fixtures';

const against = (errorMessage: string | undefined, change: object = {}, rescueOn = 'timeout') => {
  const message = errorMessage === undefined ? {} : { errorMessage };
  return reasonAgainstRescue(aFailedInvocation({ ...message, ...change }), aPolicy({ rescueOn }));
};

describe('reasonAgainstRescue', () => {
  it.each([
    '2026-11-22T04:42:51.869Z e9a2b0a4-c4a3-4bff-8b1e-6b4f5a5c9d10 Task timed out after 900.00 seconds',
    'RequestId: e9a2b0a4 Error: Task timed out after 3.00 seconds',
    'RequestId: e9a2b0a4 Error: Runtime exited with error: signal: killed',
    'RequestId: e9a2b0a4 Error: Runtime exited with error: exit status 129',
    'RequestId: e9a2b0a4 Error: Runtime exited without providing a reason',
    'Runtime.ExitError',
    'Runtime.OutOfMemory',
    'Sandbox.Timedout',
  ])('rescues "%s" with rescueOn: timeout', (message) => {
    expect(against(message)).toBeUndefined();
  });

  it.each(['boom', 'The request to the database timed out', 'Rate exceeded', '', undefined])(
    'does not rescue "%s" with rescueOn: timeout',
    (message) => {
      expect(against(message)).toBe(
        "The function's policy rescues only timeouts, out-of-memory errors and crashes (rescueOn: timeout). Lambda gave up with: " +
          (message || 'no message'),
      );
    },
  );

  it('recognizes a limit error by its type, which a destination record has', () => {
    expect(against('', { errorType: 'MemoryError' })).toBeUndefined();
    expect(against('boom', { errorType: 'TypeError' })).toMatch(/gave up with: TypeError: boom$/);
  });

  it('rescues every failure with rescueOn: any', () => {
    expect(against('boom', {}, 'any')).toBeUndefined();
    expect(against(undefined, {}, 'any')).toBeUndefined();
  });

  it('rescues what a person sent or moved back, whatever the policy says', () => {
    expect(against('boom', { isFresh: false })).toBeUndefined();
  });
});

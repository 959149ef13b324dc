import { isLimitError, LIMIT_ERRORS } from './limit-errors';

describe('isLimitError', () => {
  it.each([
    ['the timeout', { errorType: 'Sandbox.Timedout' }],
    ['a process that ended', { errorType: 'Runtime.ExitError' }],
    ['a memory that Lambda reports', { errorType: 'Runtime.OutOfMemory' }],
    [
      'a rejection that nothing handles',
      { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'Error: boom' },
    ],
    ['Java', { errorType: 'java.lang.OutOfMemoryError', errorMessage: 'Java heap space' }],
    ['Python without a message', { errorType: 'MemoryError', errorMessage: '' }],
    ['NumPy', { errorType: 'numpy._core._exceptions._ArrayMemoryError' }],
    ['.NET', { errorType: 'OutOfMemoryException' }],
    ['Ruby', { errorType: 'Function<NoMemoryError>' }],
  ])('recognizes %s by its type', (_, error) => {
    expect(isLimitError(error)).toBe(true);
  });

  it.each([
    '2026-11-22T04:42:51.869Z e9a2b0a4-c4a3-4bff-8b1e-6b4f5a5c9d10 Task timed out after 900.00 seconds',
    'RequestId: e9a2b0a4 Error: Runtime exited with error: signal: killed',
    'RequestId: e9a2b0a4 Error: Runtime exited without providing a reason',
    'RequestId: e9a2b0a4 Process exited before completing request',
    'Java heap space',
    'Metaspace',
    'unable to create native thread: possibly out of memory or process/resource limits reached',
    'Unable to allocate 3.73 GiB for an array with shape (1000, 500000) and data type float64',
    'Array buffer allocation failed',
    '[Errno 12] Cannot allocate memory',
    'spawn ENOMEM',
    'failed to allocate memory',
  ])('recognizes "%s" by its message', (errorMessage) => {
    expect(isLimitError({ errorMessage })).toBe(true);
  });

  it.each([
    {},
    { errorType: '', errorMessage: '' },
    { errorType: 'Error', errorMessage: 'The request to the database timed out' },
    { errorType: 'TypeError', errorMessage: 'Metaspace is not a function' },
    { errorType: 'MyMemoryError', errorMessage: 'Task timed out after 3 seconds of waiting' },
    { errorType: 'Runtime.ImportModuleError', errorMessage: "Cannot find module 'x'" },
  ])('does not recognize %j', (error) => {
    expect(isLimitError(error)).toBe(false);
  });

  it('matches each pattern of the table with itself', () => {
    for (const { types, messages } of LIMIT_ERRORS) {
      for (const type of types) expect(isLimitError({ errorType: type })).toBe(true);
      for (const message of messages) expect(isLimitError({ errorMessage: message })).toBe(true);
    }
  });
});

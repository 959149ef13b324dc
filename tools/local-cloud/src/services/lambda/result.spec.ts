import type { Outcome } from '@immortal/runtime-api';
import type { LambdaFunction } from './functions';
import { resultOf } from './result';

const FN = { timeoutSeconds: 900 } as LambdaFunction;
const resultFor = (outcome: Outcome) => resultOf(outcome, FN, 'r-1');

it.each<[string, Outcome, string, string]>([
  [
    'a timeout',
    { kind: 'timeout', timeoutMs: 1000 },
    'Sandbox.Timedout',
    'RequestId: r-1 Error: Task timed out after 900.00 seconds',
  ],
  [
    'an exit code',
    { kind: 'exit', code: 7, signal: null },
    'Runtime.ExitError',
    'RequestId: r-1 Error: Runtime exited with error: exit status 7',
  ],
  [
    'exit code 0',
    { kind: 'exit', code: 0, signal: null },
    'Runtime.ExitError',
    'RequestId: r-1 Error: Runtime exited without providing a reason',
  ],
  [
    'SIGKILL, as when memory is out',
    { kind: 'exit', code: null, signal: 'SIGKILL' },
    'Runtime.ExitError',
    'RequestId: r-1 Error: Runtime exited with error: signal: killed',
  ],
  [
    'another signal, by its name',
    { kind: 'exit', code: null, signal: 'SIGSEGV' },
    'Runtime.ExitError',
    'RequestId: r-1 Error: Runtime exited with error: signal: segmentation fault',
  ],
])('says %s in the words of Lambda', (_title, outcome, errorType, errorMessage) => {
  const result = resultFor(outcome);
  expect(result).toMatchObject({ message: errorMessage });
  expect(JSON.parse(result.payload.toString())).toStrictEqual({ errorType, errorMessage });
});

it.each([
  ['the message of an error', '{"errorType":"E","errorMessage":"no such order"}', 'no such order'],
  ['an error without a message', '{"errorType":"E"}', '{"errorType":"E"}'],
  ['text that is not JSON', 'Segmentation fault', 'Segmentation fault'],
  ['null', 'null', 'null'],
])('passes on %s', (_title, text, message) => {
  const payload = Buffer.from(text);
  expect(resultFor({ kind: 'error', payload })).toStrictEqual({ kind: 'error', payload, message });
});

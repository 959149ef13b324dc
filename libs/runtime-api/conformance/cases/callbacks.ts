// Handlers with a callback, which Lambda rejects from Node.js 24 on.
import { type Case, cannotStart, fails, returns, type Expected } from './case';

const REFUSED = cannotStart(
  'Runtime.CallbackHandlerDeprecated',
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
);
const refused = (name: string, handler: string, nodejs22: Expected): Case => ({
  name,
  handler: `callbacks.${handler}`,
  expected: REFUSED,
  nodejs22,
});
const TOO_FAR = fails('RangeError', 'too far');
/** The newer client's context has no such methods. */
const noMethod = (name: string) => fails('TypeError', `context.${name} is not a function`);

export const callbacks: readonly Case[] = [
  refused('a callback', 'calls', returns({ id: 1 })),
  refused('a callback that is called twice', 'callsTwice', returns(1)),
  refused('a callback with an error', 'fails', TOO_FAR),
  refused('a handler with a callback that throws', 'throws', TOO_FAR),
  refused(
    'a callback that waits for an empty event loop',
    'waitsForAnEmptyEventLoop',
    returns({ timer: 'done' }),
  ),
  refused('a callback that does not wait', 'doesNotWait', returns('at once')),
  {
    name: 'context.succeed',
    handler: 'callbacks.succeeds',
    expected: noMethod('succeed'),
    nodejs22: returns('by the context'),
  },
  {
    name: 'context.fail',
    handler: 'callbacks.failsByContext',
    expected: noMethod('fail'),
    nodejs22: TOO_FAR,
  },
  {
    name: 'context.done with an error',
    handler: 'callbacks.doneWithAnError',
    expected: noMethod('done'),
    nodejs22: TOO_FAR,
  },
];

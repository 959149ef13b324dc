// Where handlers are, how they are exported, and why they can't be loaded.
import { cannotStart, type Case, exits, returns } from './case';

const NO_ESM = cannotStart(
  'Runtime.UserCodeSyntaxError',
  'SyntaxError: Cannot use import statement outside a module',
);
const notFound = (name: string, required: string) =>
  cannotStart(
    'Runtime.ImportModuleError',
    `Error: Cannot find module '${name}'\nRequire stack:\n- ${required}`,
  );
const absent = notFound('absent', '/var/runtime/index.mjs');

export const loading: readonly Case[] = [
  {
    name: 'a CommonJS module',
    handler: 'commonjs.handler',
    expected: returns({ received: { id: 1 } }),
  },
  {
    name: 'an ES module with top-level await',
    handler: 'module.handler',
    expected: returns({ greeting: 'good morning', received: { id: 1 } }),
  },
  { name: 'a .cjs file', handler: 'extension.handler', expected: returns('from .cjs') },
  {
    name: 'a handler in the default export',
    handler: 'module.inDefault',
    expected: returns('from the default export'),
    nodejs22: cannotStart(
      'Runtime.HandlerNotFound',
      'module.inDefault is undefined or not exported',
    ),
  },
  {
    name: 'a file in a folder',
    handler: 'nested/folder/orders.handler',
    expected: returns('hello orders'),
  },
  {
    name: 'a nested export',
    handler: 'commonjs.group.of.handlers.nested',
    expected: returns('nested export'),
  },
  {
    name: 'a handler that is not async',
    handler: 'commonjs.synchronous',
    expected: returns('at once'),
    // This client accepts a result only from a callback or a promise.
    nodejs22: returns(null),
  },
  {
    name: 'a method of an object, without the object',
    handler: 'commonjs.orders.handle',
    expected: returns(null),
  },
  {
    name: 'a file name with a number sign, at which import() ends the path',
    handler: 'a#b.handler',
    expected: cannotStart('Error', expect.stringContaining("Cannot find module '/var/task/a'")),
    nodejs22: returns('from a name with a number sign'),
  },
  {
    name: 'a file name with an escape sequence, which import() decodes',
    handler: 'a%20b.handler',
    expected: cannotStart(
      'Error',
      expect.stringContaining("Cannot find module '/var/task/a b.js'"),
    ),
    nodejs22: returns('from a name with a per cent sign'),
  },
  {
    name: 'an ES module that is not declared as one',
    handler: 'esm-without-type.handler',
    expected: NO_ESM,
  },
  {
    name: 'an ES module that is not declared as one, with detection enabled',
    handler: 'esm-without-type.handler',
    variables: { NODE_OPTIONS: '--experimental-detect-module --experimental-require-module' },
    expected: returns('import'),
  },
  {
    name: 'a CommonJS module that requires an ES module',
    handler: 'requires-esm.handler',
    expected: cannotStart('Error', expect.stringContaining('require() of ES Module')),
  },
  {
    name: 'a CommonJS module that requires an ES module, with the flag that allows it',
    handler: 'requires-esm.handler',
    variables: { NODE_OPTIONS: '--experimental-require-module --no-warnings' },
    expected: returns('from an ES module'),
  },
  { name: 'a missing file', handler: 'absent.handler', expected: absent },
  { name: 'a missing file in a folder', handler: 'nested/absent.handler', expected: absent },
  {
    name: 'a missing file, with JSON logs',
    handler: 'absent.handler',
    jsonLogLevel: 'INFO',
    expected: absent,
  },
  {
    name: 'a missing export',
    handler: 'commonjs.absent',
    expected: cannotStart(
      'Runtime.HandlerNotFound',
      'commonjs.absent is undefined or not exported',
    ),
  },
  {
    name: 'an export that is not a function',
    handler: 'commonjs.notAFunction',
    expected: cannotStart('Runtime.HandlerNotFound', 'commonjs.notAFunction is not a function'),
  },
  {
    name: 'a handler without a name',
    handler: 'commonjs.',
    expected: cannotStart('Runtime.HandlerNotFound', 'commonjs. is undefined or not exported'),
  },
  {
    name: 'a handler without a dot',
    handler: 'nodot',
    expected: cannotStart('Runtime.MalformedHandlerName', 'Bad handler'),
  },
  {
    name: 'a missing dependency of a CommonJS module',
    handler: 'missing-dependency.handler',
    expected: notFound('nowhere-to-be-found', '/var/task/missing-dependency.js'),
    nodejs22: notFound(
      'nowhere-to-be-found',
      '/var/task/missing-dependency.js\n- /var/runtime/index.mjs',
    ),
  },
  {
    name: 'a missing dependency of an ES module',
    handler: 'missing-import.handler',
    expected: cannotStart(
      'Error',
      "Cannot find package 'nowhere-to-be-found' imported from /var/task/missing-import.mjs",
    ),
  },
  {
    name: 'a syntax error in a CommonJS module',
    handler: 'syntax-error.handler',
    expected: cannotStart('Runtime.UserCodeSyntaxError', 'SyntaxError: Unexpected end of input'),
  },
  {
    name: 'a syntax error in an ES module',
    handler: 'nested/syntax-error.handler',
    expected: cannotStart('Runtime.UserCodeSyntaxError', 'SyntaxError: Unexpected end of input'),
  },
  {
    name: 'a module that throws',
    handler: 'throws-at-load.handler',
    expected: cannotStart('TypeError', 'broken at load'),
  },
  {
    name: 'a module that throws a string',
    handler: 'throws-text-at-load.handler',
    expected: cannotStart('string', 'broken at load'),
  },
  { name: 'a module that exits', handler: 'exits-at-load.handler', expected: exits(5) },
  {
    name: 'a module that never finishes loading',
    handler: 'loads-forever.handler',
    expected: exits(0),
    // Node's exit code for an entry module with an unsettled top-level await.
    nodejs22: exits(13),
  },
];

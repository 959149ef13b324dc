// Where handlers lie, how they are exported, and what keeps them from being loaded.
import { cannotStart, type Case, dies, returns } from './case';

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
    right: returns({ received: { id: 1 } }),
  },
  {
    name: 'an ES module with top-level await',
    handler: 'module.handler',
    right: returns({ greeting: 'good morning', received: { id: 1 } }),
  },
  { name: 'a .cjs file', handler: 'extension.handler', right: returns('from .cjs') },
  {
    name: 'a handler in the default export',
    handler: 'module.inDefault',
    right: returns('from the default export'),
    nodejs22: cannotStart(
      'Runtime.HandlerNotFound',
      'module.inDefault is undefined or not exported',
    ),
  },
  {
    name: 'a file in a folder',
    handler: 'nested/folder/orders.handler',
    right: returns('hello orders'),
  },
  {
    name: 'a nested export',
    handler: 'commonjs.group.of.handlers.nested',
    right: returns('nested export'),
  },
  {
    name: 'a handler that is not async',
    handler: 'commonjs.synchronous',
    right: returns('at once'),
    // A result counts only by a callback or a promise.
    nodejs22: returns(null),
  },
  {
    name: 'a method of an object, without the object',
    handler: 'commonjs.orders.handle',
    right: returns(null),
  },
  {
    name: 'a file whose name has a number sign, which import() takes for the end of the path',
    handler: 'a#b.handler',
    right: cannotStart('Error', expect.stringContaining("Cannot find module '/var/task/a'")),
    nodejs22: returns('from a name with a number sign'),
  },
  {
    name: 'a file whose name has an escape sequence, which import() decodes',
    handler: 'a%20b.handler',
    right: cannotStart('Error', expect.stringContaining("Cannot find module '/var/task/a b.js'")),
    nodejs22: returns('from a name with a per cent sign'),
  },
  {
    name: 'an ES module that is not declared as one',
    handler: 'esm-without-type.handler',
    right: NO_ESM,
  },
  {
    name: 'an ES module that is not declared as one, where the function asks for detection',
    handler: 'esm-without-type.handler',
    variables: { NODE_OPTIONS: '--experimental-detect-module --experimental-require-module' },
    right: returns('import'),
  },
  {
    name: 'a CommonJS module that requires an ES module',
    handler: 'requires-esm.handler',
    right: cannotStart('Error', expect.stringContaining('require() of ES Module')),
  },
  {
    name: 'a CommonJS module that requires an ES module, where the function asks for it',
    handler: 'requires-esm.handler',
    variables: { NODE_OPTIONS: '--experimental-require-module --no-warnings' },
    right: returns('from an ES module'),
  },
  { name: 'a missing file', handler: 'absent.handler', right: absent },
  { name: 'a missing file in a folder', handler: 'nested/absent.handler', right: absent },
  {
    name: 'a missing file, in a log of JSON',
    handler: 'absent.handler',
    jsonLogLevel: 'INFO',
    right: absent,
  },
  {
    name: 'a missing export',
    handler: 'commonjs.absent',
    right: cannotStart('Runtime.HandlerNotFound', 'commonjs.absent is undefined or not exported'),
  },
  {
    name: 'an export that is no function',
    handler: 'commonjs.notAFunction',
    right: cannotStart('Runtime.HandlerNotFound', 'commonjs.notAFunction is not a function'),
  },
  {
    name: 'a handler without a name',
    handler: 'commonjs.',
    right: cannotStart('Runtime.HandlerNotFound', 'commonjs. is undefined or not exported'),
  },
  {
    name: 'a handler without a dot',
    handler: 'nodot',
    right: cannotStart('Runtime.MalformedHandlerName', 'Bad handler'),
  },
  {
    name: 'a missing dependency of a CommonJS module',
    handler: 'missing-dependency.handler',
    right: notFound('nowhere-to-be-found', '/var/task/missing-dependency.js'),
    nodejs22: notFound(
      'nowhere-to-be-found',
      '/var/task/missing-dependency.js\n- /var/runtime/index.mjs',
    ),
  },
  {
    name: 'a missing dependency of an ES module',
    handler: 'missing-import.handler',
    right: cannotStart(
      'Error',
      "Cannot find package 'nowhere-to-be-found' imported from /var/task/missing-import.mjs",
    ),
  },
  {
    name: 'a syntax error in a CommonJS module',
    handler: 'syntax-error.handler',
    right: cannotStart('Runtime.UserCodeSyntaxError', 'SyntaxError: Unexpected end of input'),
  },
  {
    name: 'a syntax error in an ES module',
    handler: 'nested/syntax-error.handler',
    right: cannotStart('Runtime.UserCodeSyntaxError', 'SyntaxError: Unexpected end of input'),
  },
  {
    name: 'a module that throws',
    handler: 'throws-at-load.handler',
    right: cannotStart('TypeError', 'broken at load'),
  },
  {
    name: 'a module that throws a text',
    handler: 'throws-text-at-load.handler',
    right: cannotStart('string', 'broken at load'),
  },
  { name: 'a module that exits', handler: 'exits-at-load.handler', right: dies(5) },
  {
    name: 'a module that loads for ever',
    handler: 'loads-for-ever.handler',
    right: dies(0),
    // Node.js ends so when a module that it was started with waits for ever.
    nodejs22: dies(13),
  },
];

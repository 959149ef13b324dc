// Where handlers lie, how they are exported, and what keeps them from being loaded.
import { cannotStart, type Case, dies, returns } from './case';

const NO_CALLBACKS =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';
const OLDER_CLIENT = "AWS's images before Node.js 24 have an older client";
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
    aws: returns({ received: { id: 1 } }),
  },
  {
    name: 'an ES module with top-level await',
    handler: 'module.handler',
    aws: returns({ greeting: 'good morning', received: { id: 1 } }),
  },
  { name: 'a .cjs file', handler: 'extension.handler', aws: returns('from .cjs') },
  {
    name: 'a handler in the default export',
    handler: 'module.inDefault',
    aws: returns('from the default export'),
  },
  {
    name: 'a file in a folder',
    handler: 'nested/folder/orders.handler',
    aws: returns('hello orders'),
  },
  {
    name: 'a nested export',
    handler: 'commonjs.group.of.handlers.nested',
    aws: returns('nested export'),
  },
  { name: 'a handler that is not async', handler: 'commonjs.synchronous', aws: returns('at once') },
  {
    name: 'a handler with a callback',
    handler: 'callback.handler',
    aws: cannotStart('Runtime.CallbackHandlerDeprecated', NO_CALLBACKS),
  },
  {
    name: 'a handler with a callback, of nodejs22.x',
    handler: 'callback.handler',
    configuration: { Runtime: 'nodejs22.x' },
    aws: { exitCode: 2, errorType: 'Runtime.CallbackHandlerDeprecated' },
    difference: {
      reason: `${OLDER_CLIENT}, which takes callbacks`,
      standIn: {
        ...returns({ id: 1 }),
        ...{ message: 'The function returned.', errorType: undefined, errorMessage: undefined },
        lines: [],
      },
    },
  },
  {
    name: 'a handler that is not async, of nodejs22.x',
    handler: 'commonjs.synchronous',
    configuration: { Runtime: 'nodejs22.x' },
    aws: returns('at once'),
    difference: {
      reason: `${OLDER_CLIENT}, which takes a result from a callback or a promise alone`,
      standIn: returns(null),
    },
  },
  { name: 'a missing file', handler: 'absent.handler', aws: absent },
  { name: 'a missing file in a folder', handler: 'nested/absent.handler', aws: absent },
  {
    name: 'a missing file, in a log of JSON',
    handler: 'absent.handler',
    configuration: { LoggingConfig: { LogFormat: 'JSON' } },
    aws: absent,
    difference: {
      reason: "AWS's client logs the name of its error's class, and the stand-in has one for all",
      standIn: {
        lines: [
          String.raw`{"timestamp":"TIME","level":"ERROR","requestId":"-","message":{"errorType":"RuntimeError","errorMessage":"Error: Cannot find module 'absent'\nRequire stack:\n- /var/runtime/index.mjs","stackTrace":["Runtime.ImportModuleError: Error: Cannot find module 'absent'"],"name":"Runtime.ImportModuleError"}}`,
        ],
      },
    },
  },
  {
    name: 'a missing export',
    handler: 'commonjs.absent',
    aws: cannotStart('Runtime.HandlerNotFound', 'commonjs.absent is undefined or not exported'),
  },
  {
    name: 'an export that is no function',
    handler: 'commonjs.notAFunction',
    aws: cannotStart('Runtime.HandlerNotFound', 'commonjs.notAFunction is not a function'),
  },
  {
    name: 'a handler without a name',
    handler: 'commonjs.',
    aws: cannotStart('Runtime.HandlerNotFound', 'commonjs. is undefined or not exported'),
  },
  {
    name: 'a handler without a dot',
    handler: 'nodot',
    aws: cannotStart('Runtime.MalformedHandlerName', 'Bad handler'),
  },
  {
    name: 'a missing dependency of a CommonJS module',
    handler: 'missing-dependency.handler',
    aws: notFound('nowhere-to-be-found', '/var/task/missing-dependency.js'),
  },
  {
    name: 'a missing dependency of an ES module',
    handler: 'missing-import.handler',
    aws: cannotStart(
      'Error',
      "Cannot find package 'nowhere-to-be-found' imported from /var/task/missing-import.mjs",
    ),
  },
  {
    name: 'a syntax error in a CommonJS module',
    handler: 'syntax-error.handler',
    aws: cannotStart('Runtime.UserCodeSyntaxError', 'SyntaxError: Unexpected end of input'),
  },
  {
    name: 'a syntax error in an ES module',
    handler: 'nested/syntax-error.handler',
    aws: cannotStart('Runtime.UserCodeSyntaxError', 'SyntaxError: Unexpected end of input'),
  },
  {
    name: 'a module that throws',
    handler: 'throws-at-load.handler',
    aws: cannotStart('TypeError', 'broken at load'),
  },
  {
    name: 'a module that throws a text',
    handler: 'throws-text-at-load.handler',
    aws: cannotStart('string', 'broken at load'),
  },
  { name: 'a module that exits', handler: 'exits-at-load.handler', aws: dies(5) },
  { name: 'a module that loads for ever', handler: 'loads-for-ever.handler', aws: dies(0) },
];

// Finds the handler that a handler string such as `src/orders.handler` names.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { takesCallbacks } from './callbacks';
import { RuntimeError } from './errors';
import { isStreaming } from './streaming';

export type Handler = (event: unknown, ...rest: unknown[]) => unknown;

/** In this order, as AWS's runtime looks. */
const EXTENSIONS = ['', '.js', '.mjs', '.cjs'];

/** In the words of AWS's runtime, by which people search. */
const NO_CALLBACKS =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';

/**
 * @param handlerString path without extension, a dot, the (possibly nested) name of an export
 * @throws {RuntimeError} named as AWS's runtime names it; what the module itself throws passes through
 */
export async function loadHandler(taskRoot: string, handlerString: string): Promise<Handler> {
  const { file, exported } = parse(handlerString);
  const handler = find(await load(taskRoot, file), exported);
  if (typeof handler !== 'function') {
    const what = handler ? 'not a function' : 'undefined or not exported';
    throw new RuntimeError('Runtime.HandlerNotFound', `${handlerString} is ${what}`);
  }
  if (handler.length >= 3 && !isStreaming(handler) && !takesCallbacks()) {
    throw new RuntimeError('Runtime.CallbackHandlerDeprecated', NO_CALLBACKS);
  }
  return handler as Handler;
}

function parse(handlerString: string): { file: string; exported: string } {
  if (handlerString.includes('..')) {
    const why = `'${handlerString}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`;
    throw new RuntimeError('Runtime.MalformedHandlerName', why);
  }
  const match = /^((?:.*\/)?[^./]*)\.([^/]*)$/.exec(handlerString);
  if (!match) throw new RuntimeError('Runtime.MalformedHandlerName', 'Bad handler');
  return { file: match[1] ?? '', exported: match[2] ?? '' };
}

async function load(taskRoot: string, file: string): Promise<unknown> {
  const base = path.resolve(taskRoot, file);
  try {
    const found = EXTENSIONS.map((extension) => base + extension).find((one) => existsSync(one));
    if (found !== undefined) return await import(pathToFileURL(found).href);
    // Messages of a missing module name the file that asks for it: the one of AWS's runtime.
    const require = createRequire(path.join(__dirname, 'index.mjs'));
    return require(require.resolve(path.basename(file), { paths: [taskRoot, path.dirname(base)] }));
  } catch (cause) {
    throw namedAsLambdaDoes(cause);
  }
}

function namedAsLambdaDoes(cause: unknown): unknown {
  if (cause instanceof SyntaxError) {
    const error = new RuntimeError('Runtime.UserCodeSyntaxError', String(cause));
    // It shows the place in the user's file.
    return Object.assign(error, { stack: cause.stack });
  }
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return code === 'MODULE_NOT_FOUND'
    ? new RuntimeError('Runtime.ImportModuleError', String(cause))
    : cause;
}

/** Exports of a CommonJS module may be seen only behind `default`. */
function find(module: unknown, exported: string): unknown {
  return follow(module, exported) ?? follow(follow(module, 'default'), exported);
}

function follow(start: unknown, names: string): unknown {
  return names
    .split('.')
    .reduce<unknown>(
      (at, name) =>
        typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined,
      start,
    );
}

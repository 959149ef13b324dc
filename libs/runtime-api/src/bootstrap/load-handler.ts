// Finds the handler that a handler string such as `src/orders.handler` names.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { RuntimeError } from './errors';
import { isStreaming } from './streaming';

export type Handler = (event: unknown, ...rest: unknown[]) => unknown;

/** In this order, as AWS's runtime looks. */
const EXTENSIONS = ['', '.js', '.mjs', '.cjs'];

/**
 * @param handlerString path without extension, a dot, the (possibly nested) name of an export
 * @throws {RuntimeError} named as AWS's runtime names it; what the module itself throws passes through
 */
export async function loadHandler(taskRoot: string, handlerString: string): Promise<Handler> {
  const { file, exported } = parse(handlerString);
  const handler = find(await load(taskRoot, file), exported);
  if (typeof handler !== 'function') {
    const what = handler === undefined ? 'undefined or not exported' : 'not a function';
    throw new RuntimeError('Runtime.HandlerNotFound', `${handlerString} is ${what}`);
  }
  if (handler.length >= 3 && !isStreaming(handler)) {
    throw new RuntimeError(
      'Runtime.CallbackHandlerDeprecated',
      'Callback-based handlers are not supported since Node.js 24: return a promise instead.',
    );
  }
  return handler as Handler;
}

function parse(handlerString: string): { file: string; exported: string } {
  const match = /^((?:.*\/)?[^./][^.]*)\.(.+)$/.exec(handlerString);
  if (!match?.[1] || !match[2] || handlerString.includes('..')) {
    throw new RuntimeError('Runtime.MalformedHandlerName', `Bad handler: '${handlerString}'`);
  }
  return { file: match[1], exported: match[2] };
}

async function load(taskRoot: string, file: string): Promise<unknown> {
  const base = path.resolve(taskRoot, file);
  try {
    const found = EXTENSIONS.map((extension) => base + extension).find((one) => existsSync(one));
    if (found !== undefined) return await import(pathToFileURL(found).href);
    const require = createRequire(path.join(taskRoot, 'index.js'));
    return require(require.resolve(path.basename(file), { paths: [taskRoot, path.dirname(base)] }));
  } catch (cause) {
    throw namedAsLambdaDoes(cause);
  }
}

function namedAsLambdaDoes(cause: unknown): unknown {
  if (cause instanceof SyntaxError) {
    return new RuntimeError('Runtime.UserCodeSyntaxError', String(cause), { cause });
  }
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return code === 'MODULE_NOT_FOUND'
    ? new RuntimeError('Runtime.ImportModuleError', String(cause), { cause })
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

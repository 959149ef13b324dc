// Detects handlers with callbacks, which Lambda's runtimes support up to Node.js 22.
import ts from 'typescript';
import { type ExportedValue } from './module-exports';

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html#nodejs-handler-callback */
const LAST_WITH_CALLBACKS = 22;
/** The context's methods for the same purpose. */
const ENDS_BY_CONTEXT = new Set(['done', 'succeed', 'fail']);

/** @returns how the handler calls back; undefined if it does not, as far as static analysis can tell */
export function callbackStyle({ fn }: ExportedValue): string | undefined {
  if (fn === undefined) return undefined;
  const parameters = fn.parameters.filter(({ name }) => name.getText() !== 'this');
  if (lengthOf(parameters) >= 3) return 'takes a callback (event, context, callback)';
  const context = parameters[1]?.name;
  const end = context && ts.isIdentifier(context) ? endByContext(fn, context.text) : undefined;
  return end === undefined ? undefined : `ends by context.${end}()`;
}

/** @param runtime such as `nodejs24.x`; false for any other text */
export function refusesCallbacks(runtime: unknown): boolean {
  const major = /^nodejs(\d+)\.x$/.exec(typeof runtime === 'string' ? runtime : '')?.[1];
  return Number(major) > LAST_WITH_CALLBACKS;
}

/** The function's `length`, by which the runtime decides. */
function lengthOf(parameters: readonly ts.ParameterDeclaration[]): number {
  const first = parameters.findIndex(
    ({ initializer, dotDotDotToken }) => initializer !== undefined || dotDotDotToken !== undefined,
  );
  return first < 0 ? parameters.length : first;
}

function endByContext(node: ts.Node, context: string): string | undefined {
  if (
    ts.isPropertyAccessExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === context &&
    ENDS_BY_CONTEXT.has(node.name.text)
  ) {
    return node.name.text;
  }
  return ts.forEachChild(node, (child) => endByContext(child, context));
}

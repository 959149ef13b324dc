// The data of a Lambda context object, as it is passed to a container in JSON.
import { ContractError } from './errors';
import { nestingOf } from './json-text';
import { quote } from './quote';

/**
 * The data of Lambda's context object, without its methods, with Lambda's own names.
 * Unknown keys are ignored, so that `JSON.stringify(context)` of any Lambda runtime is accepted.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
export interface LambdaContextData {
  /** The function that runs, without version or alias. */
  readonly functionName: string;
  /** The request id that Lambda gave to the original invocation. */
  readonly awsRequestId: string;
  readonly functionVersion?: string;
  readonly invokedFunctionArn?: string;
  /** In MB, as a decimal string, as Lambda has it. */
  readonly memoryLimitInMB?: string;
  readonly logGroupName?: string;
  readonly logStreamName?: string;
  readonly clientContext?: unknown;
  readonly identity?: unknown;
  /** AWS's tracing header, with the lineage of the invocation. Lambda's newer runtimes have it in the context. */
  readonly xRayTraceId?: string;
}

/** A secondary with this suffix rescues the function whose name has no suffix. */
export const DLQ_SUFFIX = 'Dlq';
const REQUIRED = ['functionName', 'awsRequestId'] as const;
const OPTIONAL_TEXT = [
  'functionVersion',
  'invokedFunctionArn',
  'memoryLimitInMB',
  'logGroupName',
  'logStreamName',
  'xRayTraceId',
] as const;
/** Lambda accepts a client context of 3,583 bytes, so real ones are flat. Deeper JSON could overflow a stack. */
const DEEPEST = 100;
/** Runtimes get these values as HTTP headers, which can't have control characters, lone surrogates, or outer spaces. */
const NOT_IN_A_HEADER = /[\p{Cc}\p{Cs}]|^\s|\s$/u;
/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html, `FunctionName`. */
const FUNCTION_NAME = /^[a-zA-Z0-9-_]{1,64}$/;

/**
 * Reads a context from its JSON text.
 *
 * A function name that ends in `Dlq` means the function without the suffix: a secondary that is
 * called `ordersDlq` may pass on its own context and still rescue `orders`.
 *
 * @param text JSON of a {@link LambdaContextData}
 * @param label what messages call the value: the variable's or the argument's name
 * @throws {ContractError} if the text is no JSON object, or a member is missing or malformed
 */
export function parseContextData(text: string, label: string): LambdaContextData {
  const members = parseObject(text, label);
  const context: Record<string, unknown> = {};
  for (const name of REQUIRED) {
    if (members[name] === undefined) {
      throw new ContractError(
        `${label} has no "${name}": ${quote(text)}. Pass at least {"functionName": …, "awsRequestId": …}.`,
      );
    }
    context[name] = textOf(members[name], name, label);
  }
  for (const name of OPTIONAL_TEXT) {
    if (members[name] === undefined) continue;
    // AWS's client for Node.js 24 has an empty one where there is no trace.
    if (name === 'xRayTraceId' && members[name] === '') continue;
    context[name] = textOf(members[name], name, label);
  }
  for (const name of ['clientContext', 'identity'] as const) {
    if (members[name] !== undefined && members[name] !== null) context[name] = members[name];
  }
  const functionName = withoutSuffix(context['functionName'] as string);
  if (!FUNCTION_NAME.test(functionName)) {
    throw new ContractError(
      `${label} has the functionName ${quote(functionName)}, which is not the name of a Lambda function. ` +
        'Pass 1 to 64 letters, digits, hyphens or underscores, without an ARN around them.',
    );
  }
  return { ...context, functionName } as LambdaContextData;
}

function parseObject(text: string, label: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ContractError(
      `${label} is not JSON: ${quote(text)}. Pass the JSON of the Lambda context.`,
      { cause },
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ContractError(
      `${label} is not a JSON object: ${quote(text)}. Pass the JSON of the Lambda context.`,
    );
  }
  if (nestingOf(text) > DEEPEST) {
    throw new ContractError(
      `${label} is nested deeper than ${DEEPEST} levels: ${quote(text)}. Pass the JSON of the Lambda context.`,
    );
  }
  return value as Record<string, unknown>;
}

/** Lambda's memoryLimitInMB is a string, but people write a number: both are accepted. */
function textOf(value: unknown, name: string, label: string): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text === '') {
    throw new ContractError(
      `${label} has ${quote(JSON.stringify(value))} as "${name}". Pass a string that is not empty.`,
    );
  }
  if (NOT_IN_A_HEADER.test(text)) {
    throw new ContractError(
      `${label} has ${quote(JSON.stringify(value))} as "${name}". Pass it without control characters and without spaces around it.`,
    );
  }
  return text;
}

function withoutSuffix(functionName: string): string {
  return functionName.endsWith(DLQ_SUFFIX)
    ? functionName.slice(0, -DLQ_SUFFIX.length)
    : functionName;
}

// The contract between the secondary and the runner: the variables that describe a rescue, written and read only here.
import { type LambdaContextData, parseContextData } from './context-data';
import { ContractError } from './errors';
import { quote } from './quote';
import { formatS3Uri, parseS3Uri, type S3Location } from './s3-uri';

/** The variables of the contract by their meaning. */
export const CONTRACT_VARIABLES = {
  event: 'AWS_LAMBDA_FUNCTION_EVENT',
  eventS3: 'AWS_LAMBDA_FUNCTION_EVENT_S3',
  context: 'AWS_LAMBDA_FUNCTION_CONTEXT',
  handlerPath: 'AWS_LAMBDA_HANDLER_PATH',
  region: 'AWS_REGION',
} as const;

type Member = keyof typeof CONTRACT_VARIABLES;

/** The original event: its JSON text, byte for byte, or where that text is stored. */
export type EventSource = { readonly text: string } | { readonly s3: S3Location };

/** One rescue: which function runs again, with what. */
export interface RescueContract {
  readonly event: EventSource;
  readonly context: LambdaContextData;
  /** The handler's file, if it is not the one in the function's configuration. */
  readonly handlerPath?: string;
  readonly region: string;
}

/** A value with the name under which it was passed, which messages use. */
export interface GivenValue {
  readonly value: string;
  /** Such as `AWS_LAMBDA_FUNCTION_EVENT` or `--event`. */
  readonly label: string;
}

export type GivenValues = { readonly [member in Member]?: GivenValue };

/**
 * The contract as environment variables for a container.
 *
 * The region is left out: ECS sets `AWS_REGION` in every Fargate task.
 *
 * @example
 * encodeContract({ event: { text: '{"id":1}' }, context: { functionName: 'orders', awsRequestId: '…' } })
 * // { AWS_LAMBDA_FUNCTION_EVENT: '{"id":1}', AWS_LAMBDA_FUNCTION_CONTEXT: '{"functionName":"orders",…}' }
 * @throws {ContractError} if the runner would refuse the variables
 */
export function encodeContract(contract: Omit<RescueContract, 'region'>): Record<string, string> {
  const variables: Record<string, string> = {
    ...('text' in contract.event
      ? { [CONTRACT_VARIABLES.event]: contract.event.text }
      : { [CONTRACT_VARIABLES.eventS3]: formatS3Uri(contract.event.s3) }),
    [CONTRACT_VARIABLES.context]: JSON.stringify(contract.context),
    ...(contract.handlerPath !== undefined && {
      [CONTRACT_VARIABLES.handlerPath]: contract.handlerPath,
    }),
  };
  const given = fromEnvironment({ ...variables, [CONTRACT_VARIABLES.region]: 'any' });
  const { functionName } = decodeContract(given).context;
  if (functionName !== contract.context.functionName) {
    throw new ContractError(
      `${CONTRACT_VARIABLES.context} can't name the function ${quote(contract.context.functionName)}: ` +
        `its suffix would be dropped, and ${quote(functionName)} would run. Rename the function.`,
    );
  }
  return variables;
}

/** Picks the contract's variables from an environment, and ignores all others. */
export function fromEnvironment(env: Readonly<Record<string, string | undefined>>): GivenValues {
  const given: { [member in Member]?: GivenValue } = {};
  for (const [member, label] of Object.entries(CONTRACT_VARIABLES) as [Member, string][]) {
    const value = env[label];
    if (value !== undefined) given[member] = { value, label };
  }
  return given;
}

/**
 * Reads a contract from values that were passed.
 *
 * @throws {ContractError} if a value is missing, empty, or malformed; the message names it
 */
export function decodeContract(given: GivenValues): RescueContract {
  const handlerPath = given.handlerPath && filled(given.handlerPath).value;
  const context = required(given, 'context', 'the JSON of the Lambda context');
  return {
    event: decodeEvent(given),
    context: parseContextData(context.value, context.label),
    ...(handlerPath !== undefined && { handlerPath }),
    region: required(given, 'region', 'an AWS region, such as eu-west-1').value,
  };
}

/** An image may declare the event's variable empty to document it, so an empty one beside an address counts as unset. */
function decodeEvent({ event, eventS3 }: GivenValues): EventSource {
  if (eventS3 === undefined) {
    const { value, label } = required({ event }, 'event', 'the event as JSON');
    assertJson(value, label);
    return { text: value };
  }
  if (event !== undefined && event.value !== '') {
    throw new ContractError(
      `${event.label} and ${eventS3.label} are both set (${quote(event.value)}, ${quote(eventS3.value)}). ` +
        'Pass the event itself or its address, not both.',
    );
  }
  return { s3: parseS3Uri(filled(eventS3).value, eventS3.label) };
}

function required(given: GivenValues, member: Member, what: string): GivenValue {
  const one = given[member];
  if (one === undefined) {
    throw new ContractError(`${CONTRACT_VARIABLES[member]} is not set. Set it to ${what}.`);
  }
  if (one.value.trim() === '') {
    throw new ContractError(`${one.label} is empty (${quote(one.value)}). Set it to ${what}.`);
  }
  return one;
}

function filled(given: GivenValue): GivenValue {
  if (given.value.trim() === '') {
    throw new ContractError(
      `${given.label} is empty (${quote(given.value)}). Give it a value, or leave it unset: it is optional.`,
    );
  }
  return given;
}

function assertJson(text: string, label: string): void {
  try {
    JSON.parse(text);
  } catch (cause) {
    throw new ContractError(`${label} is not JSON: ${quote(text)}. Pass the event as JSON text.`, {
      cause,
    });
  }
}

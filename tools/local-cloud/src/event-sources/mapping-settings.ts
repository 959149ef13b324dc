// An event source mapping as the template has it.
import { DEFAULT_BATCH_SIZE } from '../aws-limits';
import { ApiError } from '../errors';
import type { Functions, LambdaFunction } from '../lambda/functions';
import { type Resource, type Stack, TemplateError } from '../template';

/** As templates have it. */
const FALSE: readonly unknown[] = [false, 'false'];

export interface MappingSettings {
  readonly queueArn: string;
  readonly function: LambdaFunction;
  readonly batchSize: number;
  /** How long a batch may be gathered. */
  readonly windowSeconds: number;
  /** Whether the function says which messages have failed. */
  readonly partial: boolean;
}

/**
 * The mappings that are not disabled.
 *
 * @throws {TemplateError} for one whose source is no queue of the stack, or whose function is missing
 */
export function readMappings(stack: Stack, functions: Functions): MappingSettings[] {
  return stack
    .ofType('AWS::Lambda::EventSourceMapping')
    .map((resource) => ({ resource, settings: readMapping(resource, stack, functions) }))
    .filter(({ resource }) => !FALSE.includes(resource.properties['Enabled']))
    .map(({ settings }) => settings);
}

function readMapping(resource: Resource, stack: Stack, functions: Functions): MappingSettings {
  const { logicalId, properties } = resource;
  const queueArn = String(properties['EventSourceArn']);
  if (!stack.byArn('AWS::SQS::Queue', queueArn)) {
    throw new TemplateError(
      `resource "${logicalId}" reads from ${queueArn}, which is no queue of this stack: the local cloud plays queues only`,
    );
  }
  const responses = (properties['FunctionResponseTypes'] ?? []) as string[];
  return {
    queueArn,
    function: functionOf(resource, functions),
    batchSize: Number(properties['BatchSize'] ?? DEFAULT_BATCH_SIZE),
    windowSeconds: Number(properties['MaximumBatchingWindowInSeconds'] ?? 0),
    partial: responses.includes('ReportBatchItemFailures'),
  };
}

function functionOf({ logicalId, properties }: Resource, functions: Functions): LambdaFunction {
  const name = String(properties['FunctionName']);
  try {
    return functions.get(name);
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause;
    throw new TemplateError(
      `resource "${logicalId}" is for the function ${name}, which this stack does not have: correct FunctionName`,
      { cause },
    );
  }
}

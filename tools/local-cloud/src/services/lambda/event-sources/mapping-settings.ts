// An event source mapping as the template has it.
import { DEFAULT_BATCH_SIZE } from '../../../kernel/aws-limits';
import { ApiError } from '../../../kernel/errors';
import type { Functions, LambdaFunction } from '../functions';
import { type Resource, type Stack, TemplateError } from '../../../kernel/template';

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
 * The mappings that are not disabled. Those that are not emulated are left out, which limits.ts reports at the start.
 *
 * @throws {TemplateError} for one whose function is missing
 */
export function readMappings(stack: Stack, functions: Functions): MappingSettings[] {
  return stack
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => !functions.isNotEmulated(String(properties['FunctionName'])))
    .map((resource) => ({ resource, settings: readMapping(resource, functions) }))
    .filter(({ resource }) => isQueueMapping(resource, stack))
    .filter(({ resource }) => !FALSE.includes(resource.properties['Enabled']))
    .map(({ settings }) => settings);
}

/** Whether its source is a queue of the stack; streams, Kafka and queues of other stacks are not emulated. */
export function isQueueMapping({ properties }: Resource, stack: Stack): boolean {
  return stack.byArn('AWS::SQS::Queue', String(properties['EventSourceArn'])) !== undefined;
}

export function readMapping(resource: Resource, functions: Functions): MappingSettings {
  const { properties } = resource;
  const responses = (properties['FunctionResponseTypes'] ?? []) as string[];
  return {
    queueArn: String(properties['EventSourceArn']),
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

// What asynchronous invocation does with a function's failures, as the template says it.
import { DEFAULT_MAX_EVENT_AGE_SECONDS, DEFAULT_RETRY_ATTEMPTS } from '../../kernel/aws-limits';
import { type Resource, type Stack, TemplateError } from '../../kernel/template';

export interface FailureSettings {
  /** Queues of the stack, or something else, which is not emulated. */
  readonly deadLetterArn?: string;
  readonly onFailureArn?: string;
  readonly retryAttempts: number;
  readonly maxEventAgeSeconds: number;
}

/** @throws {TemplateError} for a queue that the stack does not have: what goes there would be lost */
export function readFailureSettings(fn: Resource, stack: Stack): FailureSettings {
  const config = stack
    .ofType('AWS::Lambda::EventInvokeConfig')
    .find(({ properties }) => isOf(fn, properties['FunctionName']));
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } =
    config?.properties ?? {};
  const deadLetter = fn.properties['DeadLetterConfig'] as { TargetArn?: string } | undefined;
  const destinations = DestinationConfig as { OnFailure?: { Destination?: string } } | undefined;
  const deadLetterArn = queueArn(deadLetter?.TargetArn, fn, stack);
  const onFailureArn = queueArn(destinations?.OnFailure?.Destination, config ?? fn, stack);
  return {
    retryAttempts: Number(MaximumRetryAttempts ?? DEFAULT_RETRY_ATTEMPTS),
    maxEventAgeSeconds: Number(MaximumEventAgeInSeconds ?? DEFAULT_MAX_EVENT_AGE_SECONDS),
    ...(deadLetterArn !== undefined && { deadLetterArn }),
    ...(onFailureArn !== undefined && { onFailureArn }),
  };
}

/** @throws {TemplateError} for settings that would be without effect */
export function checkEventInvokeConfigs(stack: Stack): void {
  const functions = stack.ofType('AWS::Lambda::Function');
  for (const { logicalId, properties } of stack.ofType('AWS::Lambda::EventInvokeConfig')) {
    const { FunctionName: name, Qualifier: qualifier } = properties;
    if (!functions.some((fn) => isOf(fn, name))) {
      throw new TemplateError(
        `resource "${logicalId}" is for the function ${String(name)}, which this stack does not have: correct FunctionName`,
      );
    }
    if (!['$LATEST', ...aliasesIn(stack)].includes(String(qualifier))) {
      throw new TemplateError(
        `resource "${logicalId}" has the Qualifier ${String(qualifier)}, but the local cloud runs $LATEST and aliases of this stack only: leave it out for local runs`,
      );
    }
  }
}

/** Names of the aliases that the stack gives its functions. */
export function aliasesIn(stack: Stack): string[] {
  return [...stack.resources.values()]
    .filter(({ type }) => type === 'AWS::Lambda::Alias')
    .map(({ properties }) => String(properties['Name']));
}

function isOf(fn: Resource, nameOrArn: unknown): boolean {
  return nameOrArn === fn.ref || nameOrArn === fn.attributes['Arn'];
}

function queueArn(arn: string | undefined, { logicalId }: Resource, stack: Stack) {
  if (arn === undefined || !isQueueArn(arn) || stack.byArn('AWS::SQS::Queue', arn)) return arn;
  throw new TemplateError(
    `resource "${logicalId}" sends failures to ${arn}, which is no queue of this stack: correct the name, or add the queue`,
  );
}

/** Topics, buses, buckets and functions take failures on AWS too. */
export const isQueueArn = (arn: string): boolean => /^arn:[^:]+:sqs:/.test(arn);

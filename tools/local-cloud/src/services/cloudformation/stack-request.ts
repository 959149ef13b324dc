// What a call asks a stack to become.
import { LOCAL_ACCOUNT_ID } from '../../kernel/aws-limits';
import type { CloudFormationContext } from './stack-host';
import { loadStack, type Stack, TemplateError } from '../../kernel/template';
import { checkCapabilities } from './capabilities';
import { failedResource } from './failed-resource';
import type { Input } from './input';
import { parametersIn, type Values } from './parameters';
import { type StackTemplate, templateIn } from './stack-template';
import { validationError } from './validation-error';

export interface StackRequest {
  readonly template: StackTemplate;
  readonly parameters: Values;
  readonly capabilities: readonly unknown[];
  readonly tags: readonly unknown[];
  /** On AWS, CloudFormation acts in this role; here it is only shown. */
  readonly roleArn: string | undefined;
}

/** A request, and the stack that it leads to; without one if a resource of it can't be made. */
export interface CheckedRequest {
  readonly request: StackRequest;
  readonly stack: Stack | undefined;
}

/**
 * @param previous what `UsePreviousTemplate` and `UsePreviousValue` mean, and what tags and role stay without others
 * @throws {ApiError} ValidationError, InsufficientCapabilitiesException
 */
export async function requestIn(
  input: Input,
  stackName: string,
  context: CloudFormationContext,
  previous: StackRequest | undefined,
): Promise<CheckedRequest> {
  const template = await templateIn(input, context.storage, previous?.template);
  checkCapabilities(template.json, input);
  const request = {
    template,
    parameters: parametersIn(input, template.json, previous?.parameters),
    capabilities: input.list('Capabilities'),
    tags: input.has('Tags') ? input.list('Tags') : (previous?.tags ?? []),
    roleArn: input.texts['RoleARN'] ?? previous?.roleArn,
  };
  return { request, stack: stackOf(stackName, request, context) };
}

/** @throws {TemplateError} */
export function loadRequest(
  stackName: string,
  { template, parameters }: StackRequest,
  { region, origin, catalog }: Pick<CloudFormationContext, 'region' | 'origin' | 'catalog'>,
): Stack {
  return loadStack(template.json, {
    region,
    origin,
    catalog,
    accountId: LOCAL_ACCOUNT_ID,
    stackName,
    parameters,
  });
}

/** As on AWS, a call fails for what is wrong with the template as a whole, and a resource fails when it is made. */
function stackOf(
  stackName: string,
  request: StackRequest,
  context: CloudFormationContext,
): Stack | undefined {
  try {
    return loadRequest(stackName, request, context);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    if (failedResource(error.message, request.template.json)) return undefined;
    throw validationError(`Template error: ${error.message}`);
  }
}

// What a call asks a stack to become.
import { LOCAL_ACCOUNT_ID } from '../../kernel/aws-limits';
import type { Ground } from '../../ground';
import { loadStack, type Stack, TemplateError } from '../../kernel/template';
import { checkCapabilities } from './capabilities';
import { culpritOf } from './culprit';
import type { Input } from './input';
import { parametersIn, type Values } from './parameters';
import { type StackTemplate, templateIn } from './stack-template';
import { validationError } from './validation-error';

export interface StackRequest {
  readonly template: StackTemplate;
  readonly parameters: Values;
  readonly capabilities: readonly unknown[];
  readonly tags: readonly unknown[];
  /** With its rights CloudFormation would act on AWS; here it is only shown. */
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
  ground: Ground,
  previous: StackRequest | undefined,
): Promise<CheckedRequest> {
  const template = await templateIn(input, ground.storage, previous?.template);
  checkCapabilities(template.json, input);
  const request = {
    template,
    parameters: parametersIn(input, template.json, previous?.parameters),
    capabilities: input.list('Capabilities'),
    tags: input.has('Tags') ? input.list('Tags') : (previous?.tags ?? []),
    roleArn: input.texts['RoleARN'] ?? previous?.roleArn,
  };
  return { request, stack: stackOf(stackName, request, ground) };
}

/** @throws {TemplateError} */
export function loadRequest(
  stackName: string,
  { template, parameters }: StackRequest,
  { region, origin }: Pick<Ground, 'region' | 'origin'>,
): Stack {
  const location = { region, origin, accountId: LOCAL_ACCOUNT_ID, stackName };
  return loadStack(template.json, { ...location, parameters });
}

/** As on AWS, a call fails for what is wrong with the template as a whole, and a resource fails when it is made. */
function stackOf(stackName: string, request: StackRequest, ground: Ground): Stack | undefined {
  try {
    return loadRequest(stackName, request, ground);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    if (culpritOf(error.message, request.template.json)) return undefined;
    throw validationError(`Template error: ${error.message}`);
  }
}

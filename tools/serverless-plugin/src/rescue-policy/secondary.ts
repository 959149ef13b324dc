// The secondary in the compiled template: it gets the policies of all functions, and has to read all failure queues.
import { resourceOfArn, resourcesOf } from './compiled';
import { RescuePolicyError } from './errors';
import { type FunctionConfig, type Template } from './framework';
import { type RescuedFunction } from './rescued-function';

/** The variable of the secondary that this plugin fills in. */
export const POLICIES_VARIABLE = 'RESCUE_POLICIES';

/** Lambda takes 4 KB of variables in all; the others of the secondary need less than the rest. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_POLICIES_LENGTH = 3072;

/**
 * The key of the secondary: the one function with the variable.
 *
 * @throws {RescuePolicyError} if there is none, or more than one
 */
export function findSecondary(functions: readonly (readonly [string, FunctionConfig])[]): string {
  const found = functions.filter(([, { environment }]) => POLICIES_VARIABLE in (environment ?? {}));
  const [only, ...others] = found.map(([key]) => key);
  if (only !== undefined && others.length === 0) return only;
  const who = only === undefined ? 'no function has' : `${[only, ...others].join(' and ')} have`;
  throw new RescuePolicyError(
    `Functions have rescue policies, but ${who} the variable ${POLICIES_VARIABLE}. Give it to the secondary, and to no other function.`,
  );
}

/** @throws {RescuePolicyError} if the policies are too many for a variable, or a failure queue is not read */
export function writePolicies(
  rescued: readonly RescuedFunction[],
  secondaryId: string,
  template: Template,
): void {
  const policies = Object.fromEntries(rescued.map(({ name, policy }) => [name, policy]));
  const text = JSON.stringify(policies);
  if (text.length > MAX_POLICIES_LENGTH) {
    throw new RescuePolicyError(
      `The rescue policies of ${rescued.length} functions have ${text.length} characters, and the secondary's variables have room for ${MAX_POLICIES_LENGTH}. Leave out what is the default anyway, or split the service.`,
    );
  }
  assertSubscribed(rescued, secondaryId, template);
  const { Environment } = template.Resources[secondaryId]?.Properties ?? {};
  const { Variables } = Environment as { Variables: Record<string, unknown> };
  Variables[POLICIES_VARIABLE] = text;
}

function assertSubscribed(
  rescued: readonly RescuedFunction[],
  secondaryId: string,
  template: Template,
): void {
  const read = resourcesOf(template, 'AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => resourceOfArn(properties['FunctionName']) === secondaryId)
    .map(({ properties }) => resourceOfArn(properties['EventSourceArn']));
  const unread = rescued.find(({ queueId }) => !read.includes(queueId));
  if (unread === undefined) return;
  throw new RescuePolicyError(
    `The secondary does not read ${unread.queueId}, the failure queue of functions.${unread.key}. Add it to the secondary's events: - sqs: { arn: !GetAtt ${unread.queueId}.Arn, functionResponseType: ReportBatchItemFailures }`,
  );
}

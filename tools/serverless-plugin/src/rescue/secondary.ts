// The secondary in the compiled template: it receives the policies of all functions, and has to read all failure queues.
import { resourceOfArn, resourcesOf, type Template } from '../template';
import { PluginError } from '../errors';
import { type CheckedFunction } from './checks/finding';
import { type RescuedFunction } from './rescued-function';

/** The variable of the secondary that the plugin sets. */
const POLICIES_VARIABLE = 'RESCUE_POLICIES';

/** Lambda allows 4 KB of variables in all; the secondary's other variables need less than the rest. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_POLICIES_LENGTH = 3072;

/**
 * Finds the secondary: the only function with the variable.
 *
 * @throws {PluginError} if there is none, or more than one
 */
export function findSecondary(functions: readonly CheckedFunction[]): CheckedFunction {
  const found = functions.filter(({ config }) => POLICIES_VARIABLE in (config.environment ?? {}));
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  const who = only ? `${found.map(({ key }) => key).join(' and ')} have` : 'no function has';
  throw new PluginError(
    `Functions have rescue policies, but ${who} the variable ${POLICIES_VARIABLE}. Set it on the secondary, and on no other function.`,
  );
}

/** @throws {PluginError} if the policies are too long for a variable, or the secondary does not read a failure queue */
export function writePolicies(
  rescued: readonly RescuedFunction[],
  secondaryId: string,
  template: Template,
): void {
  const policies = Object.fromEntries(rescued.map(({ name, policy }) => [name, policy]));
  const text = JSON.stringify(policies);
  if (text.length > MAX_POLICIES_LENGTH) {
    throw new PluginError(
      `The rescue policies of ${rescued.length} functions have ${text.length} characters, and the secondary's variables have room for ${MAX_POLICIES_LENGTH}. Remove keys that repeat the defaults, or split the service.`,
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
  throw new PluginError(
    `The secondary does not read ${unread.queueId}, the failure queue of functions.${unread.key}. Add it to the secondary's events: - sqs: { arn: !GetAtt ${unread.queueId}.Arn, functionResponseType: ReportBatchItemFailures }`,
  );
}

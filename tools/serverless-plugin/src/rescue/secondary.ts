// The secondary in the compiled template: it has to read all failure queues, and to know the networks of all containers.
import {
  networkVariable,
  RESCUED_FUNCTIONS_FILE,
  RESCUED_FUNCTIONS_VARIABLE,
} from '@immortal/shared';
import { PluginError } from '../errors';
import { type FunctionConfig } from '../framework';
import { resolvedLength } from '../permissions/resolved-length';
import { propertiesOf, resourceOfArn, resourcesOf, type Template } from '../template';
import { type CheckedFunction } from './checks/finding';
import { type RescuedFunction } from './rescued-function';
import { type Network, networkValue } from './task/network';

/** Bytes of all variables of a function: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_VARIABLES_LENGTH = 4096;

/** The variable that names the file with the rescue policies marks the secondary. */
export function isSecondary({ environment }: Pick<FunctionConfig, 'environment'>): boolean {
  return RESCUED_FUNCTIONS_VARIABLE in (environment ?? {});
}

/**
 * Finds the secondary.
 *
 * @throws {PluginError} if there is none, or more than one
 */
export function findSecondary(functions: readonly CheckedFunction[]): CheckedFunction {
  const found = functions.filter(({ config }) => isSecondary(config));
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  const who = only ? `${found.map(({ key }) => key).join(' and ')} have` : 'no function has';
  throw new PluginError(
    `Functions have rescue policies, but ${who} the variable ${RESCUED_FUNCTIONS_VARIABLE}. Set it on the secondary, and on no other function: ${RESCUED_FUNCTIONS_VARIABLE}: ${RESCUED_FUNCTIONS_FILE}`,
  );
}

/** @throws {PluginError} if the secondary does not read a failure queue */
export function assertSubscribed(
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

/**
 * Adds a variable for each network.
 *
 * @throws {PluginError} if they do not fit
 */
export function addNetworks(
  networks: readonly Network[],
  secondaryId: string,
  template: Template,
): void {
  const { Environment } = propertiesOf(secondaryId, template);
  const { Variables } = Environment as { Variables: Record<string, unknown> };
  for (const network of networks) Variables[networkVariable(network)] = networkValue(network);
  const length = resolvedLength(Variables, template);
  if (length <= MAX_VARIABLES_LENGTH) return;
  const distinct = Object.keys(Variables).length;
  throw new PluginError(
    `The secondary's ${distinct} variables have about ${length} characters with the networks of all rescued functions, and Lambda allows ${MAX_VARIABLES_LENGTH}. Let functions share a vpc, or split the service.`,
  );
}

// The network in which the tasks of a function run.
import { parseTaskNetwork, type TaskNetwork } from '@immortal/shared';
import { type Environment } from '../environment';
import { UnknownNetworkError } from '../errors';

/**
 * Only a task of this function needs it, so a network that is missing or malformed does not keep other functions from
 * being rescued.
 *
 * @throws {UnknownNetworkError} if no variable has it
 * @throws {NetworkError} if its variable is malformed
 */
export function networkOf(functionName: string, { functions, networks }: Environment): TaskNetwork {
  const { network: variable = '' } = functions.get(functionName) ?? {};
  const text = networks.get(variable);
  if (text === undefined) throw new UnknownNetworkError(functionName, variable);
  return parseTaskNetwork(text, variable);
}

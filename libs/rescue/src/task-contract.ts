// What a task was started with, by the variables of its container.
import { type TaskOverride } from '@aws-sdk/client-ecs';
import {
  ContractError,
  decodeContract,
  fromEnvironment,
  type RescueContract,
  RUNNER_CONTAINER,
} from '@immortal/shared';

/** @param overrides as a task's event or DescribeTasks has them */
export function variablesOfTask(overrides: TaskOverride | undefined): Record<string, string> {
  const runner = overrides?.containerOverrides?.find(({ name }) => name === RUNNER_CONTAINER);
  const variables = runner?.environment ?? [];
  return Object.fromEntries(variables.map(({ name = '', value = '' }) => [name, value]));
}

/**
 * AWS's sample of a task's event does not show the values of variables, though real events have them; so there may be none.
 *
 * @returns undefined if the variables are none of a rescue
 */
export function contractOfTask(
  overrides: TaskOverride | undefined,
): Omit<RescueContract, 'region'> | undefined {
  try {
    // Which region it is, ECS tells the container.
    return decodeContract(fromEnvironment({ ...variablesOfTask(overrides), AWS_REGION: 'any' }));
  } catch (error) {
    if (error instanceof ContractError) return undefined;
    throw error;
  }
}

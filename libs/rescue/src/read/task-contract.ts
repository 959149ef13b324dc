// Reads what a task was started with from the variables of its container.
import { type TaskOverride } from '@aws-sdk/client-ecs';
import {
  ContractError,
  decodeContract,
  fromEnvironment,
  type RescueContract,
  RUNNER_CONTAINER,
} from '@immortal/shared';

/** @param overrides as the task's event or DescribeTasks has them */
export function variablesOfTask(overrides: TaskOverride | undefined): Record<string, string> {
  const runner = overrides?.containerOverrides?.find(({ name }) => name === RUNNER_CONTAINER);
  const variables = runner?.environment ?? [];
  return Object.fromEntries(variables.map(({ name = '', value = '' }) => [name, value]));
}

/**
 * The contract of a task. AWS's sample event shows no values of variables, although real events have them.
 *
 * @returns undefined if the variables are missing or not those of a rescue
 */
export function contractOfTask(
  overrides: TaskOverride | undefined,
): Omit<RescueContract, 'region'> | undefined {
  try {
    // The overrides do not name the region: ECS sets it in the container.
    return decodeContract(fromEnvironment({ ...variablesOfTask(overrides), AWS_REGION: 'any' }));
  } catch (error) {
    if (error instanceof ContractError) return undefined;
    throw error;
  }
}

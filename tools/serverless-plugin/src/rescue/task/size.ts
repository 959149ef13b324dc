// The size of a function's container: its policy's, or else the one that fits the function's memory.
import { fargateSizeFor, type FargateSize } from '@immortal/shared';
import { PluginError } from '../../errors';
import { type RescuedFunction } from '../rescued-function';

/** MB of a function that sets none. https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const DEFAULT_MEMORY = 128;

/** @throws {PluginError} if the policy has no size, and none follows from the function's memory */
export function sizeOf({
  key,
  properties,
  rescue,
}: Pick<RescuedFunction, 'key' | 'properties' | 'rescue'>): FargateSize {
  if (rescue.size) return rescue.size;
  const memory = memoryOf(properties);
  if (memory === undefined) {
    throw new PluginError(
      `functions.${key} has rescue:, but its memorySize is ${JSON.stringify(properties['MemorySize'])}, and the size of its container needs one that is known when you package. Write a number of MB, or set rescue: cpu and memory.`,
    );
  }
  const size = fargateSizeFor(memory);
  if (size) return size;
  throw new PluginError(
    `functions.${key} has rescue:, but its memorySize is ${memory}, and no Fargate task has so many MB. Lower it, or remove its rescue:.`,
  );
}

/**
 * MB that the function has in Lambda.
 *
 * @returns undefined if only CloudFormation knows
 */
export function memoryOf(properties: RescuedFunction['properties']): number | undefined {
  const memory = properties['MemorySize'] ?? DEFAULT_MEMORY;
  const isWritten = typeof memory === 'number' || (typeof memory === 'string' && memory !== '');
  return isWritten && Number.isFinite(Number(memory)) ? Number(memory) : undefined;
}

// Adds the task definition of each rescued function: its container is the function.
import { type Serverless, templateOf } from '../framework';
import { referencedBy, type TemplateValue } from '../template';
import { type RescuedFunction } from './rescued-function';
import { type Row } from './table';
import { fileSystemsOf } from './task/file-systems';
import { imageOf, type RunnerImage } from './task/image';
import { type Network, networkOf } from './task/network';
import { taskRoleOf } from './task/role';
import { sizeOf } from './task/size';
import { takePattern, taskDefinition, type TaskParts } from './task/task-definition';

export interface RescuedTask {
  readonly fn: RescuedFunction;
  readonly image: RunnerImage;
  readonly network: Network;
  readonly parts: TaskParts;
}

/**
 * Replaces the pattern of the template with a task definition for each function.
 *
 * @throws {PluginError} if one can't be derived from its function
 */
export function addTasks(
  rescued: readonly RescuedFunction[],
  serverless: Serverless,
): RescuedTask[] {
  const template = templateOf(serverless);
  const { naming } = serverless.getProvider('aws');
  const pattern = takePattern(template);
  return rescued.map((fn) => {
    const image = imageOf(fn, serverless);
    const { ephemeralStorage } = fn.rescue;
    const parts: TaskParts = {
      family: fn.name,
      size: sizeOf(fn),
      ...(ephemeralStorage !== undefined && { ephemeralStorage }),
      image: image.image,
      architecture: image.architecture,
      taskRole: taskRoleOf(fn),
      ...fileSystemsOf(fn, template),
    };
    const logicalId = `${naming.getNormalizedFunctionName(fn.key)}TaskDefinition`;
    template.Resources[logicalId] = taskDefinition(pattern, parts);
    return { fn, image, network: networkOf(fn.config, serverless), parts };
  });
}

/** The line of a task in the table that packaging prints. */
export function rowOf({ fn, image, network, parts }: RescuedTask): Row {
  const { ephemeralStorage, taskRole } = parts;
  return {
    name: fn.name,
    role: referencedBy(taskRole) ?? nameInArn(taskRole),
    size: parts.size,
    ...(ephemeralStorage !== undefined && { ephemeralStorage }),
    spot: fn.rescue.spot,
    network: network.label,
    hasPublicAddress: network.assignPublicIp === 'ENABLED',
    pair: image.pair,
  };
}

function nameInArn(role: TemplateValue): string {
  return typeof role === 'string' ? role.replace(/^.*\//, '') : 'from elsewhere';
}

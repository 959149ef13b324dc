// Lets tasks read the layers of the functions that they run.
import { resourceOfArn, type Template } from '../template';
import { type RescuedFunction } from './rescued-function';
import { fetchLayers } from './task/layers';

/** The variable of the secondary that names its task definition. */
const RUNNER_VARIABLE = 'RUNNER';

/**
 * Adds `lambda:GetLayerVersion` on each layer of a rescued function to the tasks' role, regardless of the layer's name and
 * owner. It covers every version of the layers: during a deployment, a function still has the previous one.
 *
 * @returns a warning with the permission to add if the role is not part of this stack
 */
export function addLayerPermissions(
  rescued: readonly Pick<RescuedFunction, 'logicalId'>[],
  secondaryId: string,
  template: Template,
): string | undefined {
  const functions = rescued.map(({ logicalId }) => template.Resources[logicalId]?.Properties ?? {});
  const statement = fetchLayers(functions, template);
  if (statement === undefined) return undefined;
  const role = taskRoleOf(secondaryId, template);
  if (role === undefined) {
    return `The tasks' role is not part of this stack. Allow it lambda:GetLayerVersion on ${JSON.stringify(statement.Resource)}; otherwise functions with these layers can't be rescued.`;
  }
  const { Policies = [] } = role as { Policies?: unknown[] };
  role['Policies'] = [
    ...Policies,
    {
      PolicyName: 'layers',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [statement],
      },
    },
  ];
  return undefined;
}

/** The properties of the task role of the task definition that the secondary starts. */
function taskRoleOf(
  secondaryId: string,
  { Resources }: Template,
): Record<string, unknown> | undefined {
  const { Environment } = Resources[secondaryId]?.Properties ?? {};
  const { Variables = {} } = (Environment ?? {}) as { Variables?: Record<string, unknown> };
  const { Ref } = (Variables[RUNNER_VARIABLE] ?? {}) as { Ref?: string };
  const { TaskRoleArn } = Resources[Ref ?? '']?.Properties ?? {};
  const role = Resources[resourceOfArn(TaskRoleArn) ?? ''];
  return role?.Type === 'AWS::IAM::Role' ? (role.Properties ??= {}) : undefined;
}

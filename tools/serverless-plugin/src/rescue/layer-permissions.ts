// Lets tasks read the layers of the functions that they run.
import { resourceOfArn, type Template } from '../template';
import { type RescuedFunction } from './rescued-function';

/** The variable of the secondary that names its task definition. */
const RUNNER_VARIABLE = 'RUNNER';

/** The version at the end of a layer's ARN. */
const VERSION = /:\d+$/;

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
  const arns = unique(rescued.flatMap(({ logicalId }) => layersOf(logicalId, template)));
  if (arns.length === 0) return undefined;
  const role = taskRoleOf(secondaryId, template);
  if (role === undefined) {
    return `The tasks' role is not part of this stack. Allow it lambda:GetLayerVersion on ${JSON.stringify(arns)}; otherwise functions with these layers can't be rescued.`;
  }
  const { Policies = [] } = role as { Policies?: unknown[] };
  role['Policies'] = [
    ...Policies,
    {
      PolicyName: 'layers',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'FetchItsLayers',
            Effect: 'Allow',
            Action: 'lambda:GetLayerVersion',
            Resource: arns,
          },
        ],
      },
    },
  ];
  return undefined;
}

/** The ARNs of a function's layers, for any version. */
function layersOf(logicalId: string, template: Template): unknown[] {
  const { Layers } = template.Resources[logicalId]?.Properties ?? {};
  return Array.isArray(Layers) ? Layers.map((layer: unknown) => anyVersion(layer, template)) : [];
}

function anyVersion(layer: unknown, template: Template): unknown {
  if (typeof layer === 'string') return layer.replace(VERSION, ':*');
  const { Ref, 'Fn::Sub': text } = layer as { Ref?: unknown; 'Fn::Sub'?: unknown };
  const own = typeof Ref === 'string' ? template.Resources[Ref] : undefined;
  if (own?.Type === 'AWS::Lambda::LayerVersion') {
    const { LayerName } = own.Properties ?? {};
    // CloudFormation generates a missing name, which only the version's ARN contains.
    return LayerName === undefined ? layer : arnOfName(LayerName);
  }
  return typeof text === 'string' ? { 'Fn::Sub': text.replace(VERSION, ':*') } : layer;
}

function arnOfName(name: unknown): unknown {
  const arn = 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:layer:';
  if (typeof name === 'string') return { 'Fn::Sub': `${arn}${name}:*` };
  return { 'Fn::Sub': [`${arn}\${Name}:*`, { Name: name }] };
}

function unique(values: readonly unknown[]): unknown[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
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

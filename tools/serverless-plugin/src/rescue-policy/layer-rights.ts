// The right of tasks to read the layers of the functions that they run.
import { resourceOfArn } from './compiled';
import { type Template } from './framework';
import { type RescuedFunction } from './rescued-function';

/** The variable of the secondary that names its task definition. */
const RUNNER_VARIABLE = 'RUNNER';

/** The version at the end of a layer's ARN. */
const VERSION = /:\d+$/;

/**
 * Adds `lambda:GetLayerVersion` on each layer of a rescued function to the role of the tasks, whatever the layer is
 * called and whoever owns it. Every version of these layers: while a deployment is under way, a function still has the
 * one before.
 *
 * @returns if the role is none of this stack: a sentence for its owner, who has to add the right
 */
export function addLayerRights(
  rescued: readonly Pick<RescuedFunction, 'logicalId'>[],
  secondaryId: string,
  template: Template,
): string | undefined {
  const arns = unique(rescued.flatMap(({ logicalId }) => layersOf(logicalId, template)));
  if (arns.length === 0) return undefined;
  const role = taskRoleOf(secondaryId, template);
  if (role === undefined) {
    return `The role of the tasks is none of this stack. Allow it lambda:GetLayerVersion on ${JSON.stringify(arns)}, or functions with these layers can't be rescued.`;
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
    // Without a name CloudFormation makes one up, which nothing but the version's ARN tells.
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

/** The properties of the role of the task definition that the secondary starts. */
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

// The layers of functions, as the resources of a permission to read them.
import { type Template } from '../../template';
import { arnHere, type Statement, unique } from './statement';

/** The version at the end of a layer's ARN. */
const VERSION = /:\d+$/;

/**
 * The permission to read the layers of functions, regardless of the layers' names and owners. It covers every version of
 * the layers: during a deployment, a function still has the previous one.
 *
 * @param functions their properties in the compiled template
 * @returns undefined if none has layers
 */
export function fetchLayers(
  functions: readonly Readonly<Record<string, unknown>>[],
  template: Template,
): Statement | undefined {
  const Resource = unique(
    functions.flatMap(({ Layers }) =>
      Array.isArray(Layers) ? Layers.map((layer: unknown) => anyVersion(layer, template)) : [],
    ),
  );
  if (Resource.length === 0) return undefined;
  return { Sid: 'FetchItsLayers', Effect: 'Allow', Action: 'lambda:GetLayerVersion', Resource };
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
  if (typeof name === 'string') return arnHere('lambda', `layer:${name}:*`);
  const { 'Fn::Sub': arn } = arnHere('lambda', 'layer:${Name}:*');
  return { 'Fn::Sub': [arn, { Name: name }] };
}

// Finds permissions that CloudFormation's role in the pipeline lacks for the resources of a service.
import { KIT_ACTIONS, OTHER_ACTIONS } from '@immortal/shared';
import { resourcesOf, type Template } from '../../template';
import { type Bootstrap, BOOTSTRAP, isGranted } from './bootstrap';
import { error, type Finding, warning } from './finding';

/** Assigning a layer to a function needs permission to read the layer: https://docs.aws.amazon.com/lambda/latest/dg/permissions-user-layer.html */
const WITH_LAYERS = 'AWS::Lambda::Function with layers';
const LAYER_ACTIONS: readonly string[] = ['lambda:GetLayerVersion'];

/** One line for each AWS service whose resources need actions that the bootstrap stack does not allow. */
export function missingActions(template: Template, { execution: granted }: Bootstrap): Finding[] {
  const types = new Set(Object.values(template.Resources).flatMap((one) => one?.Type ?? []));
  if (resourcesOf(template, 'AWS::Lambda::Function').some(hasLayers)) types.add(WITH_LAYERS);
  const services = new Map<string, { types: string[]; actions: Set<string> }>();
  for (const type of [...types].sort()) {
    const missing = missingFor(type, granted);
    if (missing.length === 0) continue;
    const service = type.split('::').slice(0, 2).join('::');
    const line = services.get(service) ?? { types: [], actions: new Set() };
    line.types.push(type);
    for (const action of missing) line.actions.add(action);
    services.set(service, line);
  }
  return [...services.values()].map(({ types: of, actions }) =>
    warning(
      `${of.join(', ')}: the pipeline's ExecutionRole lacks permissions that CloudFormation needs for it. Add to its policy yours in ${BOOTSTRAP}: ${[...actions].join(', ')}.`,
    ),
  );
}

const hasLayers = ({ properties: { Layers } }: { properties: { Layers?: unknown } }): boolean =>
  Array.isArray(Layers) && Layers.length > 0;

function missingFor(type: string, granted: ReadonlySet<string>): string[] {
  const needed = type === WITH_LAYERS ? LAYER_ACTIONS : (KIT_ACTIONS[type] ?? OTHER_ACTIONS[type]);
  return needed
    ? needed.filter((action) => !isGranted(action, granted))
    : ofUnknownType(type, granted);
}

/** For a type that is not listed here: how to find its actions, unless an action of its service is allowed already. */
function ofUnknownType(type: string, granted: ReadonlySet<string>): string[] {
  const [vendor = '', service = ''] = type.split('::');
  if (vendor !== 'AWS' || service === 'CloudFormation') return [];
  if ([...granted].some((action) => action.startsWith(`${service.toLowerCase()}:`))) return [];
  return [
    `what aws cloudformation describe-type --type RESOURCE --type-name ${type} lists under handlers`,
  ];
}

/** A role without the permissions boundary that the others have: the pipeline's ExecutionRole may not create it. */
export function missingBoundaries(template: Template): Finding[] {
  const roles = resourcesOf(template, 'AWS::IAM::Role');
  const limited = roles.filter(({ properties }) => 'PermissionsBoundary' in properties);
  if (limited.length === 0) return [];
  const isSet = limited.some(
    ({ properties: { PermissionsBoundary: boundary } }) =>
      (boundary as { Ref?: unknown }).Ref !== 'AWS::NoValue',
  );
  const level = isSet ? error : warning;
  return roles
    .filter(({ properties }) => !('PermissionsBoundary' in properties))
    .map(({ logicalId }) =>
      level(
        `The role ${logicalId} has no permissions boundary, and the pipeline's ExecutionRole may not create a role without one. Add to its Properties: PermissionsBoundary: \${self:custom.permissionsBoundary}`,
      ),
    );
}

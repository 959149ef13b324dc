// What the pipeline's role for CloudFormation may not do yet for a service's own kinds of resources.
import { KIT_ACTIONS, OTHER_ACTIONS } from '@immortal/shared';
import { resourcesOf } from '../compiled';
import { type Template } from '../framework';
import { type Bootstrap, BOOTSTRAP, isGranted } from './bootstrap';
import { error, type Finding, warning } from './finding';

/** Who gives a function a layer has to be allowed to read it: https://docs.aws.amazon.com/lambda/latest/dg/permissions-user-layer.html */
const WITH_LAYERS = 'AWS::Lambda::Function with layers';
const LAYER_ACTIONS: readonly string[] = ['lambda:GetLayerVersion'];

/** One line for each service of AWS with kinds of resources whose actions the bootstrap stack does not grant. */
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
      `${of.join(', ')}: the pipeline's ExecutionRole lacks what CloudFormation calls for it. Add to its policy yours in ${BOOTSTRAP}: ${[...actions].join(', ')}.`,
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

/** Of a kind of which nothing is written here: how to ask; nothing where something of its service is granted. */
function ofUnknownType(type: string, granted: ReadonlySet<string>): string[] {
  const [vendor = '', service = ''] = type.split('::');
  if (vendor !== 'AWS' || service === 'CloudFormation') return [];
  if ([...granted].some((action) => action.startsWith(`${service.toLowerCase()}:`))) return [];
  return [
    `what aws cloudformation describe-type --type RESOURCE --type-name ${type} lists under handlers`,
  ];
}

/** A role without the boundary that the others have: with the pipeline's, CloudFormation may not make it. */
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
        `The role ${logicalId} has no boundary, and the pipeline's ExecutionRole may make none without. Add to its Properties: PermissionsBoundary: \${self:custom.permissionsBoundary}`,
      ),
    );
}

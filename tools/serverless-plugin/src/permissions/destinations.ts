// Lets a function's role send to its destinations; without that permission Lambda drops the record without an error.
// The framework grants it only to the role that it creates, and leaves any other role to its owner.
import {
  FRAMEWORKS_ROLE,
  functionIn,
  propertiesOf,
  referencedBy,
  resourcesOf,
  roleOf,
  type Template,
  type TemplateValue,
} from '../template';
import { arnByName, grant, type Permission } from './grant';

const ACTIONS: Readonly<Record<string, string>> = {
  'AWS::SQS::Queue': 'sqs:SendMessage',
  'AWS::SNS::Topic': 'sns:Publish',
  'AWS::Lambda::Function': 'lambda:InvokeFunction',
  'AWS::Events::EventBus': 'events:PutEvents',
};

/** By the service in an ARN, however the ARN is composed. */
const ACTIONS_BY_ARN: readonly (readonly [service: string, action: string])[] = [
  [':sqs:', 'sqs:SendMessage'],
  [':sns:', 'sns:Publish'],
  [':lambda:', 'lambda:InvokeFunction'],
  [':events:', 'events:PutEvents'],
];

/**
 * Grants what every EventInvokeConfig of the template needs.
 *
 * @param warn called with one line for each destination whose permission can't be granted here
 * @throws {PluginError} if a role's policies are computed, so that none can be added
 */
export function grantDestinations(template: Template, warn: (message: string) => void): void {
  for (const { properties } of resourcesOf(template, 'AWS::Lambda::EventInvokeConfig')) {
    const functionId = functionIn(properties['FunctionName'], template);
    if (functionId === undefined) continue;
    for (const destination of destinationsIn(properties['DestinationConfig'])) {
      grantDestination(functionId, destination, template, warn);
    }
  }
}

function grantDestination(
  functionId: string,
  destination: TemplateValue,
  template: Template,
  warn: (message: string) => void,
): void {
  const roleId = roleOf(functionId, template);
  if (roleId === FRAMEWORKS_ROLE) return;
  const permission = permissionFor(destination, template);
  if (roleId !== undefined && permission !== undefined) {
    grant(roleId, permission, template, 'destinations', functionId);
    return;
  }
  const { FunctionName } = propertiesOf(functionId, template);
  const needed = permission ? `${permission.action} on` : 'permission to send to';
  warn(
    `The role of ${String(FunctionName)} needs ${needed} its destination ${JSON.stringify(destination)}, and packaging can't grant it. ` +
      'Grant it yourself; otherwise Lambda drops the records.',
  );
}

function destinationsIn(config: unknown): TemplateValue[] {
  const { OnSuccess, OnFailure } = (config ?? {}) as Partial<
    Record<'OnSuccess' | 'OnFailure', { readonly Destination?: TemplateValue }>
  >;
  return [OnSuccess?.Destination, OnFailure?.Destination].filter((one) => one !== undefined);
}

/** @returns undefined for a kind of destination that is not known here */
function permissionFor(destination: TemplateValue, template: Template): Permission | undefined {
  const id = referencedBy(destination);
  const resource = id === undefined ? undefined : template.Resources[id];
  const text = JSON.stringify(destination);
  const action = resource
    ? ACTIONS[resource.Type]
    : ACTIONS_BY_ARN.find(([service]) => text.includes(service))?.[1];
  if (action === undefined) return undefined;
  const isFunction = id !== undefined && resource?.Type === 'AWS::Lambda::Function';
  return { action, arn: isFunction ? arnByName(id, template) : destination };
}

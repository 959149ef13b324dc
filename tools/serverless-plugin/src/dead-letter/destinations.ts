// The right of a function's role to send to its destinations; without it Lambda drops the record silently.
// The framework grants it only to the role that it makes itself, and takes any other for managed elsewhere.
import { type Template, type TemplateValue } from './framework';
import { arnByName, grant, roleOf } from './grant';
import { FRAMEWORKS_ROLE, functionIn, resourceIn } from './references';
import { type Target } from './target';
import { propertiesOf } from './template';

const ACTIONS: Readonly<Record<string, Target['action']>> = {
  'AWS::SQS::Queue': 'sqs:SendMessage',
  'AWS::SNS::Topic': 'sns:Publish',
  'AWS::Lambda::Function': 'lambda:InvokeFunction',
  'AWS::Events::EventBus': 'events:PutEvents',
};

/** By the service in an ARN, however the ARN is put together. */
const ACTIONS_BY_ARN: readonly (readonly [string, Target['action']])[] = [
  [':sqs:', 'sqs:SendMessage'],
  [':sns:', 'sns:Publish'],
  [':lambda:', 'lambda:InvokeFunction'],
  [':events:', 'events:PutEvents'],
];

/**
 * Grants what every EventInvokeConfig of the template needs.
 *
 * @param warn called with one line for a destination whose right can't be granted here
 * @throws {DeadLetterError} if a role's policies are computed, so that none can be added
 */
export function grantDestinations(template: Template, warn: (message: string) => void): void {
  for (const resource of Object.values(template.Resources)) {
    if (resource?.Type !== 'AWS::Lambda::EventInvokeConfig') continue;
    const { FunctionName, DestinationConfig } = resource.Properties ?? {};
    const functionId = functionIn(FunctionName, template);
    if (functionId === undefined) continue;
    for (const destination of destinationsIn(DestinationConfig)) {
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
  const target = targetOf(destination, template);
  if (roleId !== undefined && target !== undefined) {
    grant(roleId, target, template, 'destinations', functionId);
    return;
  }
  const { FunctionName } = propertiesOf(functionId, template);
  const what = target?.action ?? 'send';
  warn(
    `The role of ${String(FunctionName)} gets no right here to ${what} to its destination ${JSON.stringify(destination)}. ` +
      `See to it that it may, or Lambda will drop what it should send there.`,
  );
}

function destinationsIn(config: unknown): TemplateValue[] {
  const { OnSuccess, OnFailure } = (config ?? {}) as Partial<
    Record<'OnSuccess' | 'OnFailure', { readonly Destination?: TemplateValue }>
  >;
  return [OnSuccess?.Destination, OnFailure?.Destination].filter((one) => one !== undefined);
}

function targetOf(destination: TemplateValue, template: Template): Target | undefined {
  const id = resourceIn(destination);
  const resource = id === undefined ? undefined : template.Resources[id];
  const text = JSON.stringify(destination);
  const action = resource
    ? ACTIONS[resource.Type]
    : ACTIONS_BY_ARN.find(([service]) => text.includes(service))?.[1];
  if (action === undefined) return undefined;
  const isFunction = id !== undefined && resource?.Type === 'AWS::Lambda::Function';
  return { action, arn: isFunction ? arnByName(id, template) : destination };
}

// The right of a function's role to read its queues and streams: Lambda reads them with it, and AWS refuses a mapping
// without. The framework grants it only to the role that it makes itself.
import { type Template, type TemplateValue } from './framework';
import { grant, roleOf } from './grant';
import { FRAMEWORKS_ROLE, functionIn, resourceIn } from './references';
import { propertiesOf } from './template';

const STREAM = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];

/**
 * What Lambda calls for each kind of source, by the service in its ARN.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-permissions.html and its neighbours
 */
const READING: Readonly<Record<string, readonly string[]>> = {
  sqs: ['DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'],
  dynamodb: STREAM,
  kinesis: [...STREAM, 'DescribeStreamSummary', 'SubscribeToShard'],
};

const SERVICES: Readonly<Record<string, string>> = {
  'AWS::SQS::Queue': 'sqs',
  'AWS::DynamoDB::Table': 'dynamodb',
  'AWS::Kinesis::Stream': 'kinesis',
};

/**
 * Grants what the event source mappings of the template need, to roles of the template that say nothing of it.
 *
 * @throws {DeadLetterError} if a role's policies are computed, so that none can be added
 */
export function grantSources(template: Template): void {
  const mappings = Object.values(template.Resources).filter(
    (one) => one?.Type === 'AWS::Lambda::EventSourceMapping',
  );
  // First, or a grant would be taken for the role's own word.
  const wanted = mappings.flatMap(({ Properties = {} } = { Type: '' }) => {
    const { FunctionName, EventSourceArn } = Properties;
    const functionId = functionIn(FunctionName, template);
    const roleId = functionId === undefined ? undefined : roleOf(functionId, template);
    const actions = actionsFor(EventSourceArn, template);
    if (roleId === undefined || roleId === FRAMEWORKS_ROLE) return [];
    if (says(roleId, actions, template)) return [];
    return actions.map((action) => ({ roleId, action, arn: EventSourceArn as TemplateValue }));
  });
  for (const { roleId, ...target } of wanted) grant(roleId, target, template, 'sources');
}

function actionsFor(arn: unknown, template: Template): string[] {
  const id = resourceIn(arn);
  const type = id === undefined ? undefined : template.Resources[id]?.Type;
  const service =
    type === undefined
      ? Object.keys(READING).find((one) => JSON.stringify(arn ?? '').includes(`:${one}:`))
      : SERVICES[type];
  return (READING[service ?? ''] ?? []).map((name) => `${String(service)}:${name}`);
}

/** Whether the role's own policies name any of the actions, which means that they were granted on purpose. */
function says(roleId: string, actions: readonly string[], template: Template): boolean {
  const text = JSON.stringify(propertiesOf(roleId, template)['Policies'] ?? []);
  return actions.some((action) => text.includes(`"${action}"`));
}

// Lets a function's role read its queues and streams: Lambda reads them with that role, and AWS refuses an event source
// mapping otherwise. The framework grants this only to the role that it creates.
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
import { grant } from './grant';

const STREAM = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];

/**
 * What Lambda calls for each kind of source, by the service in its ARN.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-permissions.html and the corresponding pages for streams
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
 * Grants what the event source mappings of the template need, to roles of the template that don't mention it.
 *
 * @throws {PluginError} if a role's policies are computed, so that none can be added
 */
export function grantSources(template: Template): void {
  // Collected first: what is granted here must not count as mentioned by the role itself.
  const wanted = resourcesOf(template, 'AWS::Lambda::EventSourceMapping').flatMap(
    ({ properties: { FunctionName, EventSourceArn } }) => {
      const functionId = functionIn(FunctionName, template);
      const roleId = functionId === undefined ? undefined : roleOf(functionId, template);
      const actions = actionsFor(EventSourceArn, template);
      if (roleId === undefined || roleId === FRAMEWORKS_ROLE) return [];
      if (mentionsAny(roleId, actions, template)) return [];
      return actions.map((action) => ({ roleId, action, arn: EventSourceArn as TemplateValue }));
    },
  );
  for (const { roleId, ...permission } of wanted) grant(roleId, permission, template, 'sources');
}

function actionsFor(arn: unknown, template: Template): string[] {
  const id = referencedBy(arn);
  const type = id === undefined ? undefined : template.Resources[id]?.Type;
  const service =
    type === undefined
      ? Object.keys(READING).find((one) => JSON.stringify(arn ?? '').includes(`:${one}:`))
      : SERVICES[type];
  return (READING[service ?? ''] ?? []).map((name) => `${String(service)}:${name}`);
}

/** Whether the role's own policies contain any of the actions, which means that they were granted on purpose. */
function mentionsAny(roleId: string, actions: readonly string[], template: Template): boolean {
  const text = JSON.stringify(propertiesOf(roleId, template)['Policies'] ?? []);
  return actions.some((action) => text.includes(`"${action}"`));
}

// The service with three functions whose failures come at once.
import { failureQueueOf } from '@immortal/shared';
import { FAILURE_QUEUE, packageTestService, PRIMARY, type Template } from '../testbed/service';

const OTHERS = ['immortal-dev-second', 'immortal-dev-third'];
/** The failure queues of the functions. */
export const QUEUES = [FAILURE_QUEUE, ...OTHERS.map(failureQueueOf)];

const PRIMARY_ID = 'SmokeLambdaFunction';
const SECONDARY_ID = 'SecondaryLambdaFunction';
const QUEUE_ID = 'SmokeFailures';

/** The folder of the package. */
export function packageLoadedService(): string {
  return packageTestService((template) => {
    for (const [index, name] of OTHERS.entries()) addFunction(name, `Other${index}`, template);
    addPolicies(template);
  });
}

/** A function like the primary, with a failure queue that the secondary reads. */
function addFunction(name: string, id: string, { Resources }: Template): void {
  const queueId = `${id}Failures`;
  const TargetArn = { 'Fn::GetAtt': [queueId, 'Arn'] };
  const copy = (original: string, changed: Record<string, unknown>) => {
    const { Type, Properties } = Resources[original] ?? { Type: '', Properties: {} };
    return { Type, Properties: { ...Properties, ...changed } };
  };
  // The load test sends its failures to the queue, so Lambda needs no permission to send.
  Resources[id] = copy(PRIMARY_ID, { FunctionName: name, DeadLetterConfig: undefined });
  Resources[queueId] = copy(QUEUE_ID, { QueueName: failureQueueOf(name) });
  Resources[`${id}Mapping`] = copy(mappingOf(QUEUE_ID, Resources), { EventSourceArn: TargetArn });
}

function mappingOf(queueId: string, resources: Template['Resources']): string {
  const [id = ''] =
    Object.entries(resources).find(
      ([, { Type, Properties }]) =>
        Type === 'AWS::Lambda::EventSourceMapping' &&
        JSON.stringify(Properties['EventSourceArn']).includes(`"${queueId}"`),
    ) ?? [];
  return id;
}

function addPolicies({ Resources }: Template): void {
  const { Environment } = Resources[SECONDARY_ID]?.Properties ?? {};
  const { Variables } = Environment as { Variables: Record<string, unknown> };
  const policies = Object.fromEntries([PRIMARY, ...OTHERS].map((name) => [name, {}]));
  Variables['RESCUE_POLICIES'] = JSON.stringify(policies);
}

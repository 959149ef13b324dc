// Finds sources that invoke a function synchronously: their failures never reach the function's failure queue.
import { functionIn, resourceOfArn, resourcesOf, type Template } from '../../template';
import { type CheckedFunction, error, type Finding, warning } from './finding';

const CALLER = 'the caller receives the error and has to retry';
const STREAM = 'Lambda retries the batch; add destinations: onFailure to the stream event';
const BROKER = 'Lambda retries the batch until it succeeds';

/**
 * The framework's events that invoke synchronously, each with what happens after a failure.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html
 */
const SYNCHRONOUS: Readonly<Record<string, string>> = {
  activemq: BROKER,
  alb: CALLER,
  alexaSkill: CALLER,
  alexaSmartHome: CALLER,
  cloudFront: CALLER,
  cognitoUserPool: CALLER,
  http: CALLER,
  httpApi: CALLER,
  iotFleetProvisioning: CALLER,
  kafka: BROKER,
  msk: BROKER,
  rabbitmq: BROKER,
  sqs: 'the message returns to its queue; give that queue its own RedrivePolicy',
  stream: STREAM,
  websocket: CALLER,
};

/** Nothing for a function that is not rescued. */
export function synchronousSources(fn: CheckedFunction, template: Template): Finding[] {
  if (!fn.isRescued) return [];
  const all = [...sourcesOf(fn), ...mappedSources(fn, template)];
  const synchronous = [...new Set(all.filter((source) => source in SYNCHRONOUS))];
  const [first] = synchronous;
  if (first === undefined) return [];
  const what = `${synchronous.join(', ')} invokes it synchronously, so those failures never reach its failure queue (${String(SYNCHRONOUS[first])})`;
  const isMixed = all.some((source) => !(source in SYNCHRONOUS));
  return [
    isMixed
      ? warning(`functions.${fn.key}: only its asynchronous invocations are rescued. ${what}.`)
      : error(
          `functions.${fn.key} has rescue:, but ${what}. Remove its rescue:, or move the work into a function that is invoked asynchronously.`,
        ),
  ];
}

function sourcesOf({ config }: CheckedFunction): string[] {
  const events = (config.events ?? []).flatMap((event) =>
    typeof event === 'string' ? [event] : Object.keys(event),
  );
  return config.url === undefined || config.url === false ? events : [...events, 'http'];
}

/** The sources of event source mappings: those in `resources`, and those that the framework creates. */
function mappedSources({ logicalId }: CheckedFunction, template: Template): string[] {
  return resourcesOf(template, 'AWS::Lambda::EventSourceMapping')
    .filter(({ properties: { FunctionName: name } }) => functionIn(name, template) === logicalId)
    .map(({ properties: { EventSourceArn: arn } }) => {
      const id = resourceOfArn(arn);
      const type = id === undefined ? undefined : template.Resources[id]?.Type;
      return type === 'AWS::SQS::Queue' || JSON.stringify(arn ?? '').includes(':sqs:')
        ? 'sqs'
        : 'stream';
    });
}

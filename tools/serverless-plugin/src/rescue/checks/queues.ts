// Finds queues that AWS would refuse as event sources, minutes into a deployment.
import { resourceOfArn, resourcesOf, type Template } from '../../template';
import { error, type Finding } from './finding';

/** Seconds, if the template sets no value. */
const DEFAULT_VISIBILITY = 30;
const DEFAULT_TIMEOUT = 3;

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-queueconfig */
export function shortVisibility(template: Template): Finding[] {
  return resourcesOf(template, 'AWS::Lambda::EventSourceMapping').flatMap(({ properties }) => {
    const queueId = resourceOfArn(properties['EventSourceArn']);
    const functionId = resourceOfArn(properties['FunctionName']);
    if (queueId === undefined || functionId === undefined) return [];
    const queue = template.Resources[queueId];
    if (queue?.Type !== 'AWS::SQS::Queue') return [];
    const visibility = Number(queue.Properties?.['VisibilityTimeout'] ?? DEFAULT_VISIBILITY);
    const timeout = Number(
      template.Resources[functionId]?.Properties?.['Timeout'] ?? DEFAULT_TIMEOUT,
    );
    // Computed values are not checked here.
    if (Number.isNaN(visibility) || Number.isNaN(timeout) || visibility >= timeout) return [];
    return [
      error(
        `The queue ${queueId} has a VisibilityTimeout of ${visibility} s, and ${functionId}, which reads it, a timeout of ${timeout} s: AWS refuses that. Set VisibilityTimeout to ${6 * timeout}, six times the timeout.`,
      ),
    ];
  });
}

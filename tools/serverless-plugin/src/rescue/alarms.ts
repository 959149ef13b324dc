// The alarms of each rescued function; resources/alarms.yml has those that the stack needs only once.
import { type Resource, type Template } from '../template';
import { type RescuedFunction } from './rescued-function';

/** The topic that alarms notify. A stack without it gets no alarms. */
const TOPIC = 'AlarmTopic';

/** Seconds. The secondary handles a message within seconds, so after an hour containers can't be started. */
const OLD_FAILURE_SECONDS = 3600;

/** Adds the alarms of one function, if the stack has the topic. */
export function addAlarms({ logicalId, name, queueId }: RescuedFunction, template: Template): void {
  if (template.Resources[TOPIC] === undefined) return;
  template.Resources[`${queueId}AgeAlarm`] = alarm({
    AlarmName: `${name}-failure-age`,
    AlarmDescription: `A failed event of ${name} has been waiting for its container for over an hour.`,
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateAgeOfOldestMessage',
    Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queueId, 'QueueName'] } }],
    Statistic: 'Maximum',
    Threshold: OLD_FAILURE_SECONDS,
  });
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
  template.Resources[`${logicalId}DeadLetterErrorsAlarm`] = alarm({
    AlarmName: `${name}-dead-letter-errors`,
    AlarmDescription: `Lambda could not put a failed event of ${name} into its failure queue: the event is lost.`,
    Namespace: 'AWS/Lambda',
    MetricName: 'DeadLetterErrors',
    Dimensions: [{ Name: 'FunctionName', Value: { Ref: logicalId } }],
    Statistic: 'Sum',
    Threshold: 0,
  });
}

function alarm(properties: Record<string, unknown>): Resource {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      ...properties,
      ComparisonOperator: 'GreaterThanThreshold',
      Period: 300,
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching', // queues and functions without traffic report no data
      AlarmActions: [{ Ref: TOPIC }],
      OKActions: [{ Ref: TOPIC }],
    },
  };
}

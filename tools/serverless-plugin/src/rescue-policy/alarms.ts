// The alarms that every rescued function has; the service's resources have those that the stack needs once.
import { type Resource, type Template } from './framework';
import { type RescuedFunction } from './rescued-function';

/** The topic that alarms tell. A stack without it gets no alarms. */
const TOPIC = 'AlarmTopic';

/** Seconds. The secondary takes a message within seconds, so an hour says that containers can't be started. */
const OLD_FAILURE_SECONDS = 3600;

/** Adds the alarms of one function, if the stack has the topic for them. */
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
      TreatMissingData: 'notBreaching', // a queue and a function without traffic report nothing
      AlarmActions: [{ Ref: TOPIC }],
      OKActions: [{ Ref: TOPIC }],
    },
  };
}

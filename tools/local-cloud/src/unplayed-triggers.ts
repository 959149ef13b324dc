// What invokes functions on AWS and not here: nothing may be without effect in silence.
import type { Resource, Stack } from './template';

/** One line for each schedule and for each bucket that tells of its objects; they name what to do instead. */
export function unplayedTriggers(stack: Stack): string[] {
  const schedules = stack.ofType('AWS::Events::Rule').flatMap(scheduleOf);
  const buckets = stack.ofType('AWS::S3::Bucket').flatMap(notifyingBucket);
  return [...schedules, ...buckets].map(
    (what) => `Not played: ${what}. Instead: npm start -- --function NAME --event FILE`,
  );
}

function scheduleOf({ ref, properties }: Resource): string[] {
  const { ScheduleExpression: schedule, State: state } = properties;
  return typeof schedule === 'string' && state !== 'DISABLED'
    ? [`the schedule ${schedule} of ${ref}`]
    : [];
}

function notifyingBucket({ ref, properties }: Resource): string[] {
  return properties['NotificationConfiguration'] === undefined
    ? []
    : [`the notifications of s3://${ref}`];
}

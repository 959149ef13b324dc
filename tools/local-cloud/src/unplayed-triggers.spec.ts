import { loadStack } from './template';
import { unplayedTriggers } from './unplayed-triggers';

const location = { region: 'eu-west-1', accountId: '000000000000', stackName: 'spec', origin: '' };
const triggersIn = (Resources: object) => unplayedTriggers(loadStack({ Resources }, location));
const rule = (properties: object) => ({ Type: 'AWS::Events::Rule', Properties: properties });
const bucket = (properties: object) => ({ Type: 'AWS::S3::Bucket', Properties: properties });
const topic = (properties: object) => ({ Type: 'AWS::SNS::Topic', Properties: properties });

describe('unplayedTriggers', () => {
  it('names schedules and buckets that tell of their objects', () => {
    const triggers = triggersIn({
      Daily: rule({ Name: 'daily', ScheduleExpression: 'rate(1 day)', State: 'ENABLED' }),
      Inbox: bucket({ BucketName: 'inbox', NotificationConfiguration: {} }),
    });
    expect(triggers).toEqual([
      'Not played: the schedule rate(1 day) of daily. Instead: npm start -- --function NAME --event FILE',
      'Not played: the notifications of s3://inbox. Instead: npm start -- --function NAME --event FILE',
    ]);
  });

  it('names rules for what nobody puts on the bus here, and topics that invoke functions', () => {
    const triggers = triggersIn({
      Paid: rule({ Name: 'paid', EventPattern: { source: ['shop'] } }),
      News: topic({ TopicName: 'news', Subscription: [{ Protocol: 'lambda', Endpoint: 'arn' }] }),
      Other: {
        Type: 'AWS::SNS::Subscription',
        Properties: { Protocol: 'lambda', TopicArn: 'arn:aws:sns:eu-west-1:1:other' },
      },
    });
    expect(triggers).toEqual([
      'Not played: the events of the rule paid. Instead: npm start -- --function NAME --event FILE',
      'Not played: what comes to the topic news. Instead: npm start -- --function NAME --event FILE',
      'Not played: what comes to the topic arn:aws:sns:eu-west-1:1:other. Instead: npm start -- --function NAME --event FILE',
    ]);
  });

  it('is silent about what is played, and about what does not happen on AWS either', () => {
    const triggers = triggersIn({
      Stopped: rule({ EventPattern: { source: ['aws.ecs'] } }),
      Off: rule({ ScheduleExpression: 'rate(1 day)', State: 'DISABLED' }),
      Any: rule({ EventPattern: { source: [{ prefix: 'aws.' }] } }),
      Disabled: rule({ EventPattern: { source: ['shop'] }, State: 'DISABLED' }),
      Plain: bucket({ BucketName: 'plain' }),
      Alarms: topic({ Subscription: [{ Protocol: 'email', Endpoint: 'a@example.com' }] }),
    });
    expect(triggers).toEqual([]);
  });
});

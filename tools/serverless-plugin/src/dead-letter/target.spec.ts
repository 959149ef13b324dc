import { PluginError } from '../errors';
import { type DeadLetterConfig } from '../framework';
import { resolveTarget } from './target';

const CREATED = {
  getLogicalIdForDlQueue: (name: string) => `${name}DeadLetterQueue`,
  getLogicalIdForDlTopic: (name: string) => `${name}DeadLetterTopic`,
};
const RESOURCES = {
  Failures: { Type: 'AWS::SQS::Queue' },
  Alerts: { Type: 'AWS::SNS::Topic' },
  Bucket: { Type: 'AWS::S3::Bucket' },
};
const resolve = (deadLetter: DeadLetterConfig, Resources = RESOURCES) =>
  resolveTarget('orders', deadLetter, { Resources }, () => CREATED);

describe('resolveTarget', () => {
  it.each([
    ['arn:aws:sqs:eu-west-1:123456789012:failures', 'sqs:SendMessage'],
    ['arn:aws:sns:eu-west-1:123456789012:sqs-failures', 'sns:Publish'],
  ])('uses %s unchanged', (targetArn, action) => {
    expect(resolve({ targetArn })).toEqual({ arn: targetArn, action });
  });

  it.each([
    [
      'a resource that does not exist',
      { targetArn: { GetResourceArn: 'Failure' } },
      'functions.orders.deadLetter names the resource "Failure", which does not exist. Name one of Failures, Alerts.',
    ],
    [
      'a resource of another type',
      { targetArn: { GetResourceArn: 'Bucket' } },
      'names the resource "Bucket", which is of type AWS::S3::Bucket. Dead letters can go only to a queue or a topic.',
    ],
    [
      'a queue that the original plugin did not create',
      { sqs: 'orders-failures' },
      'names the resource "ordersDeadLetterQueue", which does not exist',
    ],
  ])('refuses %s', (_, deadLetter, message) => {
    expect(() => resolve(deadLetter)).toThrow(PluginError);
    expect(() => resolve(deadLetter)).toThrow(message);
  });

  it('advises adding a queue if there is none', () => {
    expect(() => resolve({ targetArn: { GetResourceArn: 'Failures' } }, {} as never)).toThrow(
      'Add an AWS::SQS::Queue to resources.Resources and name it here.',
    );
  });
});

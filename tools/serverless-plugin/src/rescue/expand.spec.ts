import { type FunctionConfig } from '../framework';
import { type Template } from '../template';
import { fakeFramework } from '../testing/fake-framework';
import { addFailureQueues, expandRescues } from './expand';

const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const subscription = (logicalId: string) => ({
  sqs: {
    arn: arnOf(logicalId),
    batchSize: 10,
    maximumConcurrency: 5,
    functionResponseType: 'ReportBatchItemFailures',
  },
});
const queueNamed = (QueueName: string) => ({ Type: 'AWS::SQS::Queue', Properties: { QueueName } });

/** A service with one rescued function and its secondary, after both steps. */
function expanded(
  orders: Partial<FunctionConfig> = {},
  {
    key = 'orders',
    events = [],
    resources = {},
  }: {
    key?: string;
    events?: NonNullable<FunctionConfig['events']>;
    resources?: Template['Resources'];
  } = {},
) {
  const functions: Record<string, FunctionConfig> = {
    [key]: { name: `shop-dev-${key}`, rescue: {}, ...orders },
    secondary: {
      name: 'shop-dev-secondary',
      environment: { RESCUED_FUNCTIONS: 'rescued-functions.json' },
      events: [...events],
    },
    other: { name: 'shop-dev-other' },
  };
  const { serverless, template } = fakeFramework(functions);
  const service = {
    ...serverless.service,
    resources: { Resources: resources },
    getFunction: (one: string) => functions[one]!,
  };
  const stack = { ...serverless, service };
  expandRescues(stack);
  addFailureQueues(stack, template);
  return { functions, queues: template.Resources, subscribed: functions['secondary']?.events };
}

describe('rescue: {}', () => {
  it('makes the failure queue, the dead letters, and the subscription', () => {
    const { functions, queues, subscribed } = expanded({}, { key: 'nightly-report' });
    expect(functions['nightly-report']?.deadLetter).toEqual({
      targetArn: { GetResourceArn: 'NightlyReportFailures' },
    });
    expect(subscribed).toEqual([subscription('NightlyReportFailures')]);
    expect(queues).toEqual({
      NightlyReportFailures: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          QueueName: 'shop-dev-nightly-report-failures',
          MessageRetentionPeriod: 1_209_600,
          VisibilityTimeout: 360,
          SqsManagedSseEnabled: true,
          RedrivePolicy: { deadLetterTargetArn: arnOf('ParkedFailures'), maxReceiveCount: 25 },
        },
      },
    });
    expect(functions['other']).toEqual({ name: 'shop-dev-other' });
  });

  it('makes nothing twice that is written in the long form', () => {
    const events = [{ sqs: arnOf('Mine') }];
    const deadLetter = { targetArn: { GetResourceArn: 'Mine' } };
    const resources = { Mine: queueNamed('shop-dev-orders-failures') };
    const { functions, queues, subscribed } = expanded({ deadLetter }, { events, resources });
    expect(functions['orders']?.deadLetter).toBe(deadLetter);
    expect(queues).toEqual({});
    expect(subscribed).toEqual(events);
  });

  it('uses a queue of its name that is under resources', () => {
    const { queues } = expanded({}, { resources: { OrdersFailures: queueNamed('any') } });
    expect(queues).toEqual({});
  });

  it('subscribes to the queue of an OnFailure destination', () => {
    const destinations = { onFailure: { type: 'sqs', arn: arnOf('Mine') } };
    const resources = { Mine: queueNamed('shop-dev-orders-failures') };
    const { functions, queues, subscribed } = expanded({ destinations }, { resources });
    expect(functions['orders']?.deadLetter).toBeUndefined();
    expect(queues).toEqual({});
    expect(subscribed).toEqual([subscription('Mine')]);
  });

  it("leaves the owner's own destination, and makes a failure queue beside it", () => {
    const destinations = { onFailure: 'arn:aws:sns:eu-west-1:123456789012:alerts' };
    const { functions, queues } = expanded({ destinations });
    expect(functions['orders']?.deadLetter).toBeDefined();
    expect(functions['orders']?.destinations).toBe(destinations);
    expect(Object.keys(queues)).toEqual(['OrdersFailures']);
  });

  it.each<Partial<FunctionConfig>>([
    { onError: arnOf('Theirs') },
    { deadLetter: { sqs: 'theirs' } },
    { deadLetter: { targetArn: 'arn:aws:sqs:eu-west-1:123456789012:theirs' } },
  ])('adds nothing to a function with dead letters of its own: %j', (config) => {
    const { functions, queues, subscribed } = expanded(config);
    expect(functions['orders']).toMatchObject(config);
    expect([queues, subscribed]).toEqual([{}, []]);
  });

  it('refuses two functions whose queues would have the same logical id', () => {
    const { serverless } = fakeFramework({ 'a-b': { rescue: {} }, aB: {}, a_b: { rescue: {} } });
    expect(() => {
      expandRescues(serverless);
    }).toThrow('functions.a_b and functions.a-b have the same failure queue ABFailures.');
  });
});

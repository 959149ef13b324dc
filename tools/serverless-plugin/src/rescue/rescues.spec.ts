import { type FunctionConfig } from '../framework';
import { TEMPLATE_COMPLETE } from '../hooks';
import { type Resource, type Template } from '../template';
import { fakeFramework, UserError } from '../testing/fake-framework';
import { rescues } from './rescues';

const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const queue = (QueueName: unknown): Resource => ({
  Type: 'AWS::SQS::Queue',
  Properties: { QueueName },
});
const mapping = (queueId: string, functionId = 'SecondaryLambdaFunction'): Resource => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: { EventSourceArn: arnOf(queueId), FunctionName: arnOf(functionId) },
});

/** A compiled service with one rescued function and its secondary. */
function service(change: { rescue?: unknown; resources?: Template['Resources'] } = {}) {
  const functions: Record<string, FunctionConfig> = {
    orders: { name: 'shop-dev-orders', rescue: 'rescue' in change ? change.rescue : {} },
    secondary: { name: 'shop-dev-secondary', environment: { RESCUE_POLICIES: '{}' } },
  };
  const template: Template = {
    Resources: {
      OrdersLambdaFunction: {
        Type: 'AWS::Lambda::Function',
        Properties: { DeadLetterConfig: { TargetArn: arnOf('OrdersFailures') } },
      },
      SecondaryLambdaFunction: {
        Type: 'AWS::Lambda::Function',
        Properties: { Environment: { Variables: { RESCUE_POLICIES: '{}', CLUSTER: 'shop' } } },
      },
      OrdersFailures: queue('shop-dev-orders-failures'),
      Mapping: mapping('OrdersFailures'),
      ...change.resources,
    },
  };
  return { functions, template };
}

/** @returns the warnings */
async function apply({ functions, template }: ReturnType<typeof service>): Promise<string[]> {
  const { context, log } = fakeFramework(functions, template);
  const hook = rescues(context)[TEMPLATE_COMPLETE];
  await context.reportMistakes(async () => {
    await hook?.();
  });
  return log.warning.mock.calls.flat();
}

const variables = ({ Resources }: Template) =>
  Resources['SecondaryLambdaFunction']?.Properties?.['Environment'];

describe('rescues', () => {
  it('passes the policies to the secondary by function name, beside its other variables', async () => {
    const stack = service({ rescue: { rescueOn: 'timeout', spot: true } });
    await apply(stack);
    expect(variables(stack.template)).toEqual({
      Variables: {
        RESCUE_POLICIES: '{"shop-dev-orders":{"rescueOn":"timeout","spot":true}}',
        CLUSTER: 'shop',
      },
    });
  });

  it('accepts an OnFailure destination instead of a dead-letter queue', async () => {
    const config = {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'OrdersLambdaFunction' },
        DestinationConfig: { OnFailure: { Destination: arnOf('OrdersFailures') } },
      },
    };
    const primary = { Type: 'AWS::Lambda::Function', Properties: {} };
    const stack = service({ resources: { OrdersLambdaFunction: primary, Config: config } });
    await apply(stack);
    expect(variables(stack.template)).toMatchObject({
      Variables: { RESCUE_POLICIES: '{"shop-dev-orders":{}}' },
    });
  });

  it('changes nothing in a service without rescue policies', async () => {
    const stack = service({ rescue: undefined, resources: { OrdersFailures: queue('others') } });
    await apply(stack);
    expect(stack.template).toEqual(
      service({ resources: { OrdersFailures: queue('others') } }).template,
    );
  });

  it.each<[string, ReturnType<typeof service>, string]>([
    [
      'an unknown key',
      service({ rescue: { resuceOn: 'any' } }),
      'functions.orders.rescue.resuceOn does not exist. Use any of rescueOn, cpu,',
    ],
    [
      'a size that Fargate does not have',
      service({ rescue: { cpu: 1024, memory: 1024 } }),
      'functions.orders.rescue.memory is 1024. With 1024 CPU units Fargate has 2048,',
    ],
    [
      'a failure queue without a policy',
      service({ rescue: undefined }),
      'functions.orders has the failure queue shop-dev-orders-failures, but no rescue policy. Write "rescue: {}"',
    ],
    [
      'a policy without a failure queue',
      service({ resources: { OrdersLambdaFunction: { Type: 'AWS::Lambda::Function' } } }),
      'functions.orders has a rescue policy, but its failures go to no queue of this stack.',
    ],
    [
      'a failure queue of another name',
      service({ resources: { OrdersFailures: queue('shop-dev-mails-failures') } }),
      'its failures go to the queue shop-dev-mails-failures. Its deadLetter (or onFailure destination) must be an SQS queue of this stack with the QueueName shop-dev-orders-failures',
    ],
    [
      'a failure queue without a reader',
      service({ resources: { Mapping: undefined } }),
      'The secondary does not read OrdersFailures, the failure queue of functions.orders.',
    ],
    [
      'a failure queue that another function reads',
      service({ resources: { Mapping: mapping('OrdersFailures', 'MailsLambdaFunction') } }),
      'The secondary does not read OrdersFailures',
    ],
  ])('refuses %s', async (_, stack, message) => {
    await expect(apply(stack)).rejects.toThrow(UserError);
    await expect(apply(stack)).rejects.toThrow(message);
  });

  it('refuses a function name that the contract reads as another name', async () => {
    const stack = service();
    const functions = { ...stack.functions, orders: { name: 'shop-dev-ordersDlq', rescue: {} } };
    await expect(apply({ ...stack, functions })).rejects.toThrow(
      'functions.orders is called shop-dev-ordersDlq. A name that ends in Dlq refers to',
    );
  });

  it('refuses a service without a secondary, or with two', async () => {
    const { functions, template } = service();
    const secondary = functions['secondary']!;
    await expect(apply({ functions: { orders: functions['orders']! }, template })).rejects.toThrow(
      'no function has the variable RESCUE_POLICIES.',
    );
    await expect(
      apply({ functions: { ...functions, other: secondary }, template }),
    ).rejects.toThrow('secondary and other have the variable RESCUE_POLICIES.');
  });

  it('refuses more policies than a function’s variables have room for', async () => {
    const { functions, template } = service();
    const many = Object.fromEntries(
      Array.from({ length: 80 }, (_, index) => {
        const key = `f${index}`;
        const name = `shop-dev-a-name-of-some-length-${index}`;
        template.Resources[`F${index}LambdaFunction`] = {
          Type: 'AWS::Lambda::Function',
          Properties: { DeadLetterConfig: { TargetArn: arnOf(`Queue${index}`) } },
        };
        template.Resources[`Queue${index}`] = queue(`${name}-failures`);
        template.Resources[`Mapping${index}`] = mapping(`Queue${index}`);
        return [key, { name, rescue: {} }] as const;
      }),
    );
    await expect(apply({ functions: { ...functions, ...many }, template })).rejects.toThrow(
      /The rescue policies of 81 functions have \d{4} characters/,
    );
  });
});

describe('the alarms of a rescued function', () => {
  it('alarms on old failures and on events that Lambda lost', async () => {
    const topic = { AlarmTopic: { Type: 'AWS::SNS::Topic' } };
    const { functions, template } = service({ resources: topic });
    await apply({ functions, template });
    expect(template.Resources['OrdersFailuresAgeAlarm']?.Properties).toMatchObject({
      AlarmName: 'shop-dev-orders-failure-age',
      MetricName: 'ApproximateAgeOfOldestMessage',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['OrdersFailures', 'QueueName'] } }],
      AlarmActions: [{ Ref: 'AlarmTopic' }],
    });
    expect(
      template.Resources['OrdersLambdaFunctionDeadLetterErrorsAlarm']?.Properties,
    ).toMatchObject({
      MetricName: 'DeadLetterErrors',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: 'OrdersLambdaFunction' } }],
      Threshold: 0,
    });
  });

  it('adds no alarms if the stack has no topic for them', async () => {
    const stack = service();
    await apply(stack);
    expect(Object.keys(stack.template.Resources).filter((id) => id.endsWith('Alarm'))).toEqual([]);
  });
});

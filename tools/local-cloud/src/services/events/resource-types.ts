// The resource types of EventBridge.
// Each Ref and attribute follows "Return values" of the type's page in
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
import { arn, type Identity } from '../../kernel/template/identity';
import { TAGS, TOLD_AT_START } from '../../kernel/template/no-effect';
import type { KnownProperties, ResourceTypes } from '../../kernel/template/resource-type';

const NO_ROLE = 'EventBridge sends to queues and functions as itself, by their policies';

const EVENTS_RULE: KnownProperties = {
  supported: ['Name', 'EventPattern', 'State', 'EventBusName'],
  noEffect: {
    ScheduleExpression: TOLD_AT_START,
    Description: TAGS,
    RoleArn: NO_ROLE,
    Tags: TAGS,
  },
  inside: {
    Targets: {
      supported: ['Arn', 'Id'],
      noEffect: {
        RoleArn: NO_ROLE,
        RetryPolicy: 'a delivery that fails locally, for want of a permission, fails every time',
      },
      notEmulated: [
        'Input',
        'InputPath',
        'InputTransformer',
        'SqsParameters',
        'BatchParameters',
        'EcsParameters',
        'HttpParameters',
        'KinesisParameters',
        'RedshiftDataParameters',
        'RunCommandParameters',
        'SageMakerPipelineParameters',
        'AppSyncParameters',
      ],
      inside: { DeadLetterConfig: { supported: ['Arn'], noEffect: {} } },
    },
  },
};

/** A rule on a bus of its own carries the bus in its Ref and its ARN. */
const busOf = (of: Identity): string | undefined => {
  const bus = of.property('EventBusName') ?? 'default';
  return bus === 'default' ? undefined : bus.replace(/^arn:.*:event-bus\//, '');
};
const ruleArn = (of: Identity) => {
  const bus = busOf(of);
  return arn(of, 'events', bus === undefined ? `rule/${of.name}` : `rule/${bus}/${of.name}`);
};

export const RESOURCE_TYPES: ResourceTypes<unknown> = {
  'AWS::Events::Rule': {
    nameProperty: 'Name',
    ref: (of) => {
      const bus = busOf(of);
      return bus === undefined ? of.name : `${bus}|${of.name}`;
    },
    attributes: { Arn: ruleArn },
    properties: EVENTS_RULE,
  },
};

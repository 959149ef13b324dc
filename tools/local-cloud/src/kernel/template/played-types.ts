// The resource types that really do something in the local cloud, and how their Ref and attributes look.
// Each entry follows "Return values" of the type's page in
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
import { arn, uuid, type Identity, type ResourceType } from './identity';
import { partitionOf } from './parameters';

const functionArn = (of: Identity) => arn(of, 'lambda', `function:${of.name}`);
const mappingArn = (of: Identity) => arn(of, 'lambda', `event-source-mapping:${uuid(of)}`);
const layerVersionArn = (of: Identity) => arn(of, 'lambda', `layer:${of.name}:1`);
const taskDefinitionArn = (of: Identity) => arn(of, 'ecs', `task-definition/${of.name}:1`);
const clusterArn = (of: Identity) => arn(of, 'ecs', `cluster/${of.name}`);
const bucketHost = (of: Identity, middle: string) => `${of.name}.s3.${middle}amazonaws.com`;

// The local cloud's own address in the place of https://sqs.REGION.amazonaws.com.
const queueName = (of: Identity) =>
  of.property('FifoQueue') === 'true' && !of.name.endsWith('.fifo') ? `${of.name}.fifo` : of.name;
const queueUrl = (of: Identity) => `${of.origin}/${of.accountId}/${queueName(of)}`;

// A rule on a bus of its own carries the bus in its Ref and its ARN.
const busOf = (of: Identity): string | undefined => {
  const bus = of.property('EventBusName') ?? 'default';
  return bus === 'default' ? undefined : bus.replace(/^arn:.*:event-bus\//, '');
};
const ruleArn = (of: Identity) => {
  const bus = busOf(of);
  return arn(of, 'events', bus === undefined ? `rule/${of.name}` : `rule/${bus}/${of.name}`);
};

export const PLAYED_TYPES = {
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName',
    ref: (of) => of.name,
    attributes: { Arn: functionArn },
  },
  'AWS::Lambda::EventSourceMapping': {
    ref: uuid,
    attributes: { Id: uuid, EventSourceMappingArn: mappingArn },
  },
  'AWS::Lambda::EventInvokeConfig': { ref: (of) => of.name, attributes: {} },
  'AWS::Lambda::LayerVersion': {
    nameProperty: 'LayerName',
    ref: layerVersionArn,
    attributes: { LayerVersionArn: layerVersionArn },
  },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    ref: queueUrl,
    attributes: {
      Arn: (of) => arn(of, 'sqs', queueName(of)),
      QueueName: queueName,
      QueueUrl: queueUrl,
    },
  },
  'AWS::S3::Bucket': {
    nameProperty: 'BucketName',
    ref: (of) => of.name,
    attributes: {
      Arn: (of) => `arn:${partitionOf(of.region)}:s3:::${of.name}`,
      DomainName: (of) => bucketHost(of, ''),
      RegionalDomainName: (of) => bucketHost(of, `${of.region}.`),
      DualStackDomainName: (of) => bucketHost(of, `dualstack.${of.region}.`),
    },
  },
  'AWS::ECS::Cluster': {
    nameProperty: 'ClusterName',
    ref: (of) => of.name,
    attributes: { Arn: clusterArn },
  },
  'AWS::ECS::ClusterCapacityProviderAssociations': {
    nameProperty: 'Cluster',
    ref: (of) => of.name,
    attributes: {},
  },
  'AWS::ECS::TaskDefinition': {
    nameProperty: 'Family',
    ref: taskDefinitionArn,
    attributes: { TaskDefinitionArn: taskDefinitionArn },
  },
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    ref: (of) => of.name,
    attributes: { Arn: (of) => arn(of, 'logs', `log-group:${of.name}:*`) },
  },
  'AWS::Events::Rule': {
    nameProperty: 'Name',
    ref: (of) => {
      const bus = busOf(of);
      return bus === undefined ? of.name : `${bus}|${of.name}`;
    },
    attributes: { Arn: ruleArn },
  },
} as const satisfies Record<string, ResourceType>;

/** The name of a type whose properties are checked one by one. */
export type PlayedType = keyof typeof PLAYED_TYPES;

// The resource types that the local cloud does not emulate: accepted, without effect, and listed at the start.
// What is known here is only how their Ref and attributes look, which environment variables and policies carry on.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
import { arn, globalArn, hexId, shortId, uuid, type Identity } from './identity';
import type { ResourceLook } from './resource-type';

interface Shape {
  readonly ref?: (of: Identity) => string;
  readonly arn?: (of: Identity) => string;
  readonly attributes?: ResourceLook['attributes'];
}

const byName = (of: Identity) => of.name;
const named = (service: string, kind: string) => (of: Identity) => arn(of, service, kind + of.name);
const withId = (attribute: string, id: (of: Identity) => string, more: Shape = {}): Shape => ({
  ref: id,
  ...more,
  attributes: { [attribute]: id, ...more.attributes },
});
/** A resource whose Ref is its ARN. */
const byArn = (service: string, kind: string, more: ResourceLook['attributes'] = {}): Shape => {
  const ref = named(service, kind);
  return { ref, arn: ref, attributes: more };
};
const hex = (prefix: string) => (of: Identity) => hexId(of, prefix);

const executeApi = (of: Identity) => `${shortId(of)}.execute-api.${of.region}.amazonaws.com`;
const userPool = (of: Identity) => `${of.region}_${shortId(of)}`;
const userPoolHost = (of: Identity) => `cognito-idp.${of.region}.amazonaws.com/${userPool(of)}`;
const targetFunction = (of: Identity) => of.property('TargetFunctionArn') ?? '';

/** Types whose Ref is no name, or whose ARN is not `service:region:account:kind/name`. */
const SHAPES: Readonly<Record<string, Shape>> = {
  'AWS::ApiGateway::RestApi': withId('RestApiId', shortId, {
    arn: (of) => arn(of, 'apigateway', `/restapis/${shortId(of)}`),
    attributes: { RootResourceId: (of) => shortId(of, 'root') },
  }),
  'AWS::ApiGateway::Deployment': withId('DeploymentId', shortId),
  'AWS::ApiGateway::Resource': withId('ResourceId', shortId),
  'AWS::ApiGatewayV2::Api': withId('ApiId', shortId, {
    attributes: { ApiEndpoint: (of) => `https://${executeApi(of)}` },
  }),
  'AWS::CertificateManager::Certificate': {
    ref: (of) => arn(of, 'acm', `certificate/${uuid(of)}`),
  },
  'AWS::CloudFront::Distribution': withId('Id', (of) => `E${shortId(of).toUpperCase()}`, {
    attributes: { DomainName: (of) => `d${shortId(of)}.cloudfront.net` },
  }),
  'AWS::CloudFormation::Stack': {
    ref: (of) => arn(of, 'cloudformation', `stack/${of.name}/${uuid(of)}`),
  },
  'AWS::Cognito::UserPool': withId('UserPoolId', userPool, {
    arn: (of) => arn(of, 'cognito-idp', `userpool/${userPool(of)}`),
    attributes: { ProviderName: userPoolHost, ProviderURL: (of) => `https://${userPoolHost(of)}` },
  }),
  'AWS::Cognito::UserPoolClient': withId('ClientId', shortId),
  'AWS::DynamoDB::Table': {
    arn: named('dynamodb', 'table/'),
    attributes: { StreamArn: (of) => tableStream(of) },
  },
  'AWS::DynamoDB::GlobalTable': {
    arn: named('dynamodb', 'table/'),
    attributes: { StreamArn: (of) => tableStream(of), TableId: uuid },
  },
  'AWS::EC2::Instance': withId('InstanceId', hex('i')),
  'AWS::EFS::AccessPoint': withId('AccessPointId', hex('fsap'), {
    arn: (of) => arn(of, 'elasticfilesystem', `access-point/${hexId(of, 'fsap')}`),
  }),
  'AWS::EFS::FileSystem': withId('FileSystemId', hex('fs'), {
    arn: (of) => arn(of, 'elasticfilesystem', `file-system/${hexId(of, 'fs')}`),
  }),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': byArn('elasticloadbalancing', 'loadbalancer/app/'),
  'AWS::ElasticLoadBalancingV2::TargetGroup': byArn('elasticloadbalancing', 'targetgroup/'),
  'AWS::Events::EventBus': { arn: named('events', 'event-bus/') },
  'AWS::IAM::InstanceProfile': { arn: (of) => globalArn(of, 'iam', `instance-profile/${of.name}`) },
  'AWS::IAM::User': { arn: (of) => globalArn(of, 'iam', `user/${of.name}`) },
  'AWS::KinesisFirehose::DeliveryStream': { arn: named('firehose', 'deliverystream/') },
  'AWS::Lambda::Alias': { ref: (of) => `${of.property('FunctionName') ?? ''}:${of.name}` },
  'AWS::Lambda::Url': {
    ref: targetFunction,
    attributes: {
      FunctionArn: targetFunction,
      FunctionUrl: (of) => `https://${shortId(of)}.lambda-url.${of.region}.on.aws/`,
    },
  },
  'AWS::Scheduler::Schedule': { arn: named('scheduler', 'schedule/default/') },
  'AWS::SecretsManager::Secret': byArn('secretsmanager', 'secret:', {
    Id: named('secretsmanager', 'secret:'),
  }),
  'AWS::StepFunctions::StateMachine': byArn('states', 'stateMachine:', { Name: byName }),
};

const tableStream = (of: Identity) =>
  `${named('dynamodb', 'table/')(of)}/stream/2026-01-01T00:00:00.000`;

/** How a resource of a type looks of which nothing else is known than its name, such as `AWS::Kinesis::Stream`. */
export function unknownType(type: string): Required<ResourceLook> {
  const [, service = '', kind = ''] = type.split('::');
  const shape: Shape = Object.hasOwn(SHAPES, type) ? (SHAPES[type] ?? {}) : {};
  const { ref = byName, attributes = {} } = shape;
  const ownArn = shape.arn ?? named(service.toLowerCase(), `${kind.toLowerCase()}/`);
  return {
    nameProperty: [`${kind}Name`, 'Name'],
    ref,
    attributes: { ...attributes, ...(shape.arn && { Arn: shape.arn }) },
    anyAttribute: (of, name) => guess(name, ownArn, service)(of),
  };
}

/** By what the names of attributes end in, over all types. */
function guess(name: string, ownArn: (of: Identity) => string, service: string) {
  const host = (of: Identity) =>
    `${shortId(of)}.${service.toLowerCase()}.${of.region}.amazonaws.com`;
  const endings: readonly [RegExp, (of: Identity) => string][] = [
    [/arn$/i, ownArn],
    [/id$/i, shortId],
    [/(url|uri)$/i, (of) => `https://${host(of)}`],
    [/(endpoint|address|host|hostname|domain|dnsname|domainname)$/i, host],
    [/port$/i, () => '443'],
    [/version$/i, () => '1'],
  ];
  return endings.find(([ending]) => ending.test(name))?.[1] ?? byName;
}

// A compiled service with rescued functions, for specs.
import { parseRescuePolicy } from '@immortal/shared';
import { type RescuedFunction } from '../rescue/rescued-function';
import { type Resource, type Template } from '../template';

export const getArn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

/** A role that Lambda may use, without permissions. */
export function lambdaRole(more: Record<string, unknown> = {}): Resource {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        ],
      },
      ...more,
    },
  };
}

/**
 * A rescued function, as it is after compilation.
 *
 * @param key also the base of its name, `shop-dev-KEY`, and of its logical ids
 * @param properties compiled properties; the role is HandlerRole unless they say otherwise
 */
export function rescuedFunction(
  key: string,
  properties: Record<string, unknown> = {},
  name = `shop-dev-${key}`,
): RescuedFunction {
  const rescue = parseRescuePolicy({}, key);
  return {
    key,
    logicalId: `${key}LambdaFunction`,
    name,
    config: { name, rescue: {} },
    properties: { FunctionName: name, Role: getArn('HandlerRole'), ...properties },
    policy: {},
    rescue,
    queueId: `${key}Failures`,
  };
}

/** The template of these functions, their failure queues, a secondary, and the kit's resources. */
export function templateOf(
  rescued: readonly RescuedFunction[],
  resources: Template['Resources'] = {},
): Template {
  const own = rescued.flatMap(({ logicalId, properties, queueId, name }): [string, Resource][] => [
    [logicalId, { Type: 'AWS::Lambda::Function', Properties: properties }],
    [queueId, { Type: 'AWS::SQS::Queue', Properties: { QueueName: `${name}-failures` } }],
  ]);
  return {
    Resources: {
      ...Object.fromEntries(own),
      Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'shop-dev' } },
      HandOverBucket: {
        Type: 'AWS::S3::Bucket',
        Properties: {
          BucketName: { 'Fn::Sub': 'shop-dev-hand-over-${AWS::AccountId}-${AWS::Region}' },
        },
      },
      HandlerRole: lambdaRole(),
      ExecutionRole: lambdaRole(),
      SecondaryRole: lambdaRole(),
      Secondary: { Type: 'AWS::Lambda::Function', Properties: { Role: getArn('SecondaryRole') } },
      ...resources,
    },
  };
}

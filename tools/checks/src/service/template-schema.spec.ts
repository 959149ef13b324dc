// Checks the template that will be deployed against AWS's schemas of CloudFormation's resource types.
import { isKit } from './kit-resources';
import { template } from './packaged-service';
import { findDefects } from './template-schema';

const defectsOf = (Type: string, Properties: object) =>
  findDefects({ Resources: { Thing: { Type, Properties } } });

describe('the packaged template', () => {
  it('has only types, properties, and references that CloudFormation knows, in the kit’s resources', () => {
    const { Resources } = template;
    expect(Object.keys(Resources).filter(isKit).length).toBeGreaterThan(40);
    expect(findDefects(template, isKit)).toEqual([]);
  });
});

describe('findDefects', () => {
  it.each<[string, string[], string]>([
    ['an unknown type', defectsOf('AWS::SQS::Queues', {}), 'Thing: unknown type AWS::SQS::Queues'],
    [
      'an unknown property',
      defectsOf('AWS::SQS::Queue', { QueueNam: 'a' }),
      'Thing.QueueNam: unknown property',
    ],
    [
      'a property of another type',
      defectsOf('AWS::SQS::Queue', { VisibilityTimeout: 'long' }),
      'Thing.VisibilityTimeout: expected type integer',
    ],
    [
      'a wrong property deep inside',
      defectsOf('AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Name: 'a', Imagee: 'b' }] }),
      'Thing.ContainerDefinitions[0].Imagee: unknown property',
    ],
    [
      'a missing property',
      defectsOf('AWS::Events::Rule', { Targets: [{ Id: 'a' }] }),
      'Thing.Targets[0]: Arn is missing',
    ],
    [
      'a value that is not allowed',
      defectsOf('AWS::Lambda::Function', { Code: {}, Role: 'a', PackageType: 'zip' }),
      'Thing.PackageType: zip is not one of Image, Zip',
    ],
    [
      'a dangling reference',
      defectsOf('AWS::SQS::Queue', { QueueName: { Ref: 'Other' } }),
      'Resources.Thing.Properties.QueueName: Ref to Other, which does not exist',
    ],
    [
      'an attribute that a type does not have',
      defectsOf('AWS::SQS::Queue', { QueueName: { 'Fn::GetAtt': ['Thing', 'Name'] } }),
      'Resources.Thing.Properties.QueueName: Thing (AWS::SQS::Queue) has no attribute Name',
    ],
  ])('finds %s', (_, defects, defect) => {
    expect(defects).toContain(defect);
  });
});

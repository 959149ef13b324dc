import { type Resource, type Serverless } from './framework';
import { dropImpliedDependencies } from './implied-dependencies';

const LAMBDA = 'AWS::Lambda::Function';

function after(resource: Resource): Resource {
  const provider = { compiledCloudFormationTemplate: { Resources: { Orders: resource } } };
  dropImpliedDependencies({ service: { provider } } as unknown as Serverless);
  return resource;
}

describe('the dependencies of a packaged function', () => {
  it.each([
    ['a list', { 'Fn::GetAtt': ['OrdersRole', 'Arn'] }],
    ['a text', { 'Fn::GetAtt': 'OrdersRole.Arn' }],
  ])('do not name the role that Role refers to by %s', (_form, Role) => {
    const DependsOn = ['OrdersLogGroup', 'OrdersRole'];

    expect(after({ Type: LAMBDA, Properties: { Role }, DependsOn }).DependsOn).toEqual([
      'OrdersLogGroup',
    ]);
  });

  it('are left out when only the role was among them', () => {
    const Properties = { Role: { 'Fn::GetAtt': ['OrdersRole', 'Arn'] } };

    expect(after({ Type: LAMBDA, Properties, DependsOn: 'OrdersRole' })).not.toHaveProperty(
      'DependsOn',
    );
  });

  it('keep a role that the function does not refer to', () => {
    const Properties = { Role: 'arn:aws:iam::123456789012:role/orders' };

    expect(after({ Type: LAMBDA, Properties, DependsOn: ['OrdersRole'] }).DependsOn).toEqual([
      'OrdersRole',
    ]);
  });

  it('of other resources stay as they are', () => {
    const Properties = { Role: { 'Fn::GetAtt': ['OrdersRole', 'Arn'] } };

    expect(
      after({ Type: 'AWS::Events::Rule', Properties, DependsOn: ['OrdersRole'] }).DependsOn,
    ).toEqual(['OrdersRole']);
  });
});

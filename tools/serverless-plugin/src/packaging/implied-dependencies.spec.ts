import { type Resource } from '../template';
import { dropImpliedDependencies } from './implied-dependencies';

const LAMBDA = 'AWS::Lambda::Function';

function after(resource: Resource): Resource {
  dropImpliedDependencies({ Resources: { Orders: resource } });
  return resource;
}

describe('dropImpliedDependencies', () => {
  it.each([
    ['a list', { 'Fn::GetAtt': ['OrdersRole', 'Arn'] }],
    ['a string', { 'Fn::GetAtt': 'OrdersRole.Arn' }],
  ])('drops the role that Role refers to by %s', (_form, Role) => {
    const DependsOn = ['OrdersLogGroup', 'OrdersRole'];

    expect(after({ Type: LAMBDA, Properties: { Role }, DependsOn }).DependsOn).toEqual([
      'OrdersLogGroup',
    ]);
  });

  it('drops DependsOn if it contains only the role', () => {
    const Properties = { Role: { 'Fn::GetAtt': ['OrdersRole', 'Arn'] } };

    expect(after({ Type: LAMBDA, Properties, DependsOn: 'OrdersRole' })).not.toHaveProperty(
      'DependsOn',
    );
  });

  it('keeps a role that the function does not refer to', () => {
    const Properties = { Role: 'arn:aws:iam::123456789012:role/orders' };

    expect(after({ Type: LAMBDA, Properties, DependsOn: ['OrdersRole'] }).DependsOn).toEqual([
      'OrdersRole',
    ]);
  });

  it('keeps the dependencies of other resources', () => {
    const Properties = { Role: { 'Fn::GetAtt': ['OrdersRole', 'Arn'] } };

    expect(
      after({ Type: 'AWS::Events::Rule', Properties, DependsOn: ['OrdersRole'] }).DependsOn,
    ).toEqual(['OrdersRole']);
  });
});

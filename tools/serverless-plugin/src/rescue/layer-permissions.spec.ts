import { type Template } from '../template';
import { addLayerPermissions } from './layer-permissions';

const POWERTOOLS = 'arn:aws:lambda:eu-west-1:094274105915:layer:AWSLambdaPowertoolsTypeScriptV2:';
const RESCUED = {
  key: 'orders',
  logicalId: 'Orders',
  name: 'shop-dev-orders',
  policy: {},
  queueId: 'OrdersFailures',
};

function stackWith(layers: unknown, TaskRoleArn: unknown = { 'Fn::GetAtt': ['TaskRole', 'Arn'] }) {
  const template: Template = {
    Resources: {
      Orders: { Type: 'AWS::Lambda::Function', Properties: { Layers: layers } },
      Secondary: {
        Type: 'AWS::Lambda::Function',
        Properties: { Environment: { Variables: { RUNNER: { Ref: 'Runner' } } } },
      },
      Runner: { Type: 'AWS::ECS::TaskDefinition', Properties: { TaskRoleArn } },
      TaskRole: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyName: 'runner' }] } },
    },
  };
  return template;
}

/** The statements that the tasks' role gains. */
function readable(template: Template): unknown {
  addLayerPermissions([RESCUED], 'Secondary', template);
  const { Policies } = template.Resources['TaskRole']?.Properties as {
    Policies: { PolicyName: string; PolicyDocument?: { Statement: { Resource: unknown }[] } }[];
  };
  expect(Policies[0]?.PolicyName).toBe('runner');
  return Policies[1]?.PolicyDocument?.Statement;
}

it("allows the tasks' role to read the layers of rescued functions", () => {
  expect(readable(stackWith([`${POWERTOOLS}40`]))).toMatchObject([
    { Action: 'lambda:GetLayerVersion', Resource: [`${POWERTOOLS}*`] },
  ]);
});

it("adds nothing to the tasks' role if no rescued function has layers", () => {
  expect(readable(stackWith(undefined))).toBeUndefined();
});

it('warns of a role of another stack, with the permission to add', () => {
  const template = stackWith([`${POWERTOOLS}40`], 'arn:aws:iam::123456789012:role/tasks');
  expect(addLayerPermissions([RESCUED], 'Secondary', template)).toBe(
    `The tasks' role is not part of this stack. Allow it lambda:GetLayerVersion on ["${POWERTOOLS}*"]; otherwise functions with these layers can't be rescued.`,
  );
});

import { type Template } from './framework';
import { addLayerRights } from './layer-rights';

const POWERTOOLS = 'arn:aws:lambda:eu-west-1:094274105915:layer:AWSLambdaPowertoolsTypeScriptV2:';
const OWN = 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:layer:';
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
      Tools: { Type: 'AWS::Lambda::LayerVersion', Properties: { LayerName: 'tools' } },
      Nameless: { Type: 'AWS::Lambda::LayerVersion' },
    },
  };
  return template;
}

/** What the role of the tasks may read after that. */
function readable(template: Template): unknown {
  addLayerRights([RESCUED], 'Secondary', template);
  const { Policies } = template.Resources['TaskRole']?.Properties as {
    Policies: { PolicyName: string; PolicyDocument?: { Statement: { Resource: unknown }[] } }[];
  };
  expect(Policies[0]?.PolicyName).toBe('runner');
  return Policies[1]?.PolicyDocument?.Statement;
}

it.each<[string, unknown, unknown]>([
  ['a layer of the stack by its name', { Ref: 'Tools' }, { 'Fn::Sub': `${OWN}tools:*` }],
  ['a layer of the stack without a name', { Ref: 'Nameless' }, { Ref: 'Nameless' }],
  ['a layer of another account', `${POWERTOOLS}40`, `${POWERTOOLS}*`],
  [
    'a layer whose ARN has pseudo parameters',
    { 'Fn::Sub': `${OWN}shared:3` },
    { 'Fn::Sub': `${OWN}shared:*` },
  ],
  [
    'a layer that another stack exports',
    { 'Fn::ImportValue': 'tools' },
    { 'Fn::ImportValue': 'tools' },
  ],
])('the role of the tasks may read %s', (_, layer, resource) => {
  expect(readable(stackWith([layer, layer]))).toEqual([
    {
      Sid: 'FetchItsLayers',
      Effect: 'Allow',
      Action: 'lambda:GetLayerVersion',
      Resource: [resource],
    },
  ]);
});

it('the role of the tasks gets no right where no rescued function has layers', () => {
  expect(readable(stackWith(undefined))).toBeUndefined();
});

it('a role of another stack is named with what it has to be allowed', () => {
  const template = stackWith([`${POWERTOOLS}40`], 'arn:aws:iam::123456789012:role/tasks');
  expect(addLayerRights([RESCUED], 'Secondary', template)).toBe(
    `The role of the tasks is none of this stack. Allow it lambda:GetLayerVersion on ["${POWERTOOLS}*"], or functions with these layers can't be rescued.`,
  );
});

import { type Template } from '../../template';
import { fetchLayers } from './layers';

const POWERTOOLS = 'arn:aws:lambda:eu-west-1:094274105915:layer:AWSLambdaPowertoolsTypeScriptV2:';
const OWN = 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:layer:';
const template: Template = {
  Resources: {
    Tools: { Type: 'AWS::Lambda::LayerVersion', Properties: { LayerName: 'tools' } },
    Computed: { Type: 'AWS::Lambda::LayerVersion', Properties: { LayerName: { Ref: 'Name' } } },
    Nameless: { Type: 'AWS::Lambda::LayerVersion' },
  },
};

describe('fetchLayers', () => {
  it.each<[string, unknown, unknown]>([
    ['a layer of the stack by its name', { Ref: 'Tools' }, { 'Fn::Sub': `${OWN}tools:*` }],
    [
      'a layer of the stack with a computed name',
      { Ref: 'Computed' },
      { 'Fn::Sub': [`${OWN}\${Name}:*`, { Name: { Ref: 'Name' } }] },
    ],
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
  ])('allows to read %s, once for all functions', (_, layer, resource) => {
    expect(fetchLayers([{ Layers: [layer] }, {}, { Layers: [layer] }], template)).toEqual({
      Sid: 'FetchItsLayers',
      Effect: 'Allow',
      Action: 'lambda:GetLayerVersion',
      Resource: [resource],
    });
  });

  it('allows nothing if no function has layers', () => {
    expect(fetchLayers([{}, { Layers: [] }], template)).toBeUndefined();
  });
});

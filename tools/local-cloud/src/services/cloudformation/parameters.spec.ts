// The parameters of stacks, through an unchanged SDK client.
import {
  GetTemplateSummaryCommand,
  type Parameter,
  UpdateStackCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { queue } from '../../testing/fixture';
import { eventually } from '../../testing/recorder';
import { SpecStacks } from '../../testing/spec-stacks';

let stacks: SpecStacks;
beforeEach(async () => {
  stacks = await SpecStacks.start();
});
afterEach(() => stacks.stop());

/** @param delay the default */
const template = (delay: number, more: object = {}) =>
  JSON.stringify({
    Parameters: {
      Name: { Type: 'String', Description: 'of the queue' },
      Delay: { Type: 'Number', Default: delay },
      Password: { Type: 'String', Default: 'secret', NoEcho: true },
    },
    Resources: {
      Q: queue('', { QueueName: { Ref: 'Name' }, DelaySeconds: { Ref: 'Delay' }, ...more }),
    },
  });

const NAMED = { ParameterKey: 'Name', ParameterValue: 'named' };
const previous = (ParameterKey: string) => ({ ParameterKey, UsePreviousValue: true });

const create = (...Parameters: Parameter[]) =>
  stacks.create({}, { TemplateBody: template(1), Parameters });

const valuesOf = (parameters: readonly Parameter[] = []) =>
  Object.fromEntries(
    parameters.map(({ ParameterKey: key = '', ParameterValue: value }) => [key, value]),
  );

it('are shown, including defaults, and NoEcho ones without their values', async () => {
  const { Parameters } = await create(NAMED);
  expect(valuesOf(Parameters)).toStrictEqual({ Name: 'named', Delay: '1', Password: '****' });
});

it('keep their previous values if a call says so', async () => {
  await create(NAMED);
  const TemplateBody = template(9, { VisibilityTimeout: 60 });
  const Parameters = [previous('Name'), previous('Delay')];
  const updated = await stacks.update({}, { TemplateBody, Parameters });
  expect(updated.StackStatus).toBe('UPDATE_COMPLETE');
  expect(valuesOf(updated.Parameters)).toMatchObject({ Name: 'named', Delay: '1' });
});

it('get the default of the new template if a call omits them', async () => {
  await create(NAMED);
  const Parameters = [previous('Name')];
  const updated = await stacks.update({}, { TemplateBody: template(9), Parameters });
  expect(valuesOf(updated.Parameters)).toMatchObject({ Delay: '9' });
});

it('can be the only change, with the previous template', async () => {
  await create(NAMED);
  const Delay = { ParameterKey: 'Delay', ParameterValue: '2' };
  const change = { UsePreviousTemplate: true, Parameters: [previous('Name'), Delay] };
  await stacks.client.send(new UpdateStackCommand({ StackName: 'orders', ...change }));
  const stack = await eventually(
    () => stacks.describe('orders'),
    (seen) => seen?.StackStatus === 'UPDATE_COMPLETE',
  );
  expect(valuesOf(stack?.Parameters)).toMatchObject({ Name: 'named', Delay: '2' });
});

it.each([
  ['that has no value before', [previous('Name')], 'Parameters: [Name] must have values'],
  ['without a value', [], 'parameter "Name" (String) has no value'],
  [
    'that is not declared',
    [NAMED, { ParameterKey: 'Nmae', ParameterValue: 'named' }],
    'the parameter "Nmae" is not declared',
  ],
])('are refused before anything begins: one %s', async (_what, parameters, message) => {
  await expect(create(...parameters)).rejects.toMatchObject({
    name: 'ValidationError',
    message: expect.stringContaining(message) as string,
  });
  expect(await stacks.describe(undefined)).toBeUndefined();
});

it('are listed for a template, and for that of a stack', async () => {
  await create(NAMED);
  const declared = [
    { ParameterKey: 'Name', NoEcho: false, Description: 'of the queue' },
    { ParameterKey: 'Delay', DefaultValue: '1', NoEcho: false },
    { ParameterKey: 'Password', DefaultValue: 'secret', NoEcho: true },
  ];
  const validate = new ValidateTemplateCommand({ TemplateBody: template(1) });
  expect(await stacks.client.send(validate)).toMatchObject({ Parameters: declared });
  const summarize = new GetTemplateSummaryCommand({ StackName: 'orders' });
  expect(await stacks.client.send(summarize)).toMatchObject({
    Parameters: declared,
    ResourceTypes: ['AWS::SQS::Queue'],
  });
});

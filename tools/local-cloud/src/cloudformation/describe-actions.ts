// The actions that only show something.
import { readTemplate } from '../template/template';
import { isObject } from '../template/values';
import { neededCapability } from './capabilities';
import { pageOf } from './page';
import { type Action, changeSetIn, stackIn } from './stack-actions';
import type { StackRecord } from './stack-record';
import { templateIn } from './stack-template';
import { validationError } from './validation-error';
import { changeSetView, descriptionOf, eventView, resourceView, stackView } from './views';

export const validateTemplate: Action = async (input, { ground }) => {
  const { json } = await templateIn(input, ground.storage);
  const capability = neededCapability(json);
  const parameters = Object.entries(readTemplate(json).parameters);
  return {
    Description: descriptionOf(json),
    Parameters: parameters.map(([name, declared]) => ({
      ParameterKey: name,
      ...(isObject(declared) && { DefaultValue: declared['Default'] }),
      NoEcho: false,
    })),
    ...(capability !== undefined && {
      Capabilities: [capability],
      CapabilitiesReason: 'The template makes resources of IAM.',
    }),
  };
};

export const describeStacks: Action = ({ texts: { StackName: name } }, { stacks }) => {
  if (name === undefined) return { Stacks: stacks.all.map(stackView) };
  const record = stacks.find(name);
  if (record) return { Stacks: [stackView(record)] };
  throw validationError(`Stack with id ${name} does not exist`);
};

export const describeStackEvents: Action = (input, { stacks }) => {
  const record = stackIn(input, stacks);
  const { events, next } = pageOf(record.events, input.texts['NextToken']);
  return { StackEvents: events.map((event) => eventView(record, event)), NextToken: next };
};

export const describeStackResource: Action = (input, { stacks }) => {
  const record = stackIn(input, stacks);
  const event = resourceNamed(record, input.texts['LogicalResourceId'] ?? '');
  return { StackResourceDetail: resourceView(record, event, 'LastUpdatedTimestamp') };
};

export const describeStackResources: Action = (input, { stacks }) => {
  const record = stackIn(input, stacks);
  const { LogicalResourceId: id } = input.texts;
  const events = id === undefined ? record.resources : [resourceNamed(record, id)];
  return { StackResources: events.map((event) => resourceView(record, event, 'Timestamp')) };
};

export const listStackResources: Action = (input, { stacks }) => {
  const record = stackIn(input, stacks);
  const { events, next } = pageOf(record.resources, input.texts['NextToken']);
  const summaries = events.map((event) => resourceView(record, event, 'LastUpdatedTimestamp'));
  return { StackResourceSummaries: summaries, NextToken: next };
};

export const describeChangeSet: Action = (input, { stacks }) => {
  const { record, set } = changeSetIn(input, stacks);
  return changeSetView(record, set);
};

/** The template as it was given is the processed one too: transforms are refused. */
export const getTemplate: Action = (input, { stacks }) => {
  const { deployed } = stackIn(input, stacks);
  const { text } = deployed?.request.template ?? {};
  return { TemplateBody: text, StagesAvailable: ['Original', 'Processed'] };
};

function resourceNamed(record: StackRecord, id: string) {
  const found = record.resources.find(({ logicalId }) => logicalId === id);
  if (found) return found;
  throw validationError(`Resource ${id} does not exist for stack ${record.name}`);
}

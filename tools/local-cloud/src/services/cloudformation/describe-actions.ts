// The actions that only show something.
import { readTemplate } from '../../kernel/template/template';
import { neededCapability } from './capabilities';
import { changeSetIn } from './change-set-actions';
import { pageOf } from './page';
import { declarationsView } from './parameters';
import type { Action } from './action';
import { stackIn } from './stack-actions';
import type { StackRecord } from './stack-record';
import { templateIn } from './stack-template';
import { validationError } from './validation-error';
import { changeSetView, descriptionOf, eventView, resourceView, stackView } from './views';

export const validateTemplate: Action = async (input, { context }) => {
  const { json } = await templateIn(input, context.storage);
  return templateView(json);
};

/** Of a stack that is there, or of a template that may become one. */
export const getTemplateSummary: Action = async (input, { stacks, context }) => {
  const { deployed } = input.has('StackName') ? stackIn(input, stacks) : {};
  const { json } = deployed?.request.template ?? (await templateIn(input, context.storage));
  const types = [...readTemplate(json).resources.values()].map(({ type }) => type);
  return { ...templateView(json), ResourceTypes: [...new Set(types)] };
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

function templateView(template: unknown): object {
  const capability = neededCapability(template);
  return {
    Description: descriptionOf(template),
    Parameters: declarationsView(template),
    ...(capability !== undefined && {
      Capabilities: [capability],
      CapabilitiesReason: 'The template makes resources of IAM.',
    }),
  };
}

function resourceNamed(record: StackRecord, id: string) {
  const found = record.resources.find(({ logicalId }) => logicalId === id);
  if (found) return found;
  throw validationError(`Resource ${id} does not exist for stack ${record.name}`);
}

// The actions that change a stack: they check what is asked for, and return before it is done.
import { ApiError } from '../../kernel/errors';
import type { Action } from './action';
import { changesBetween, changesInText, type Change } from './changes';
import type { Input } from './input';
import type { StackRecord } from './stack-record';
import { type CheckedRequest, requestIn } from './stack-request';
import type { Stacks } from './stacks';
import { validationError } from './validation-error';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html */
const UPDATABLE = /^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/;

export const createStack: Action = async (input, { stacks, deployments, context }) => {
  const name = nameIn(input);
  const { request } = await requestIn(input, name, context, undefined);
  if (stacks.find(name))
    throw new ApiError('AlreadyExistsException', `Stack [${name}] already exists`);
  const record = stacks.add(name);
  deployments.deploy(record, request);
  return { StackId: record.id };
};

export const updateStack: Action = async (input, { stacks, deployments, context }) => {
  const { name, deployed } = updatable(nameIn(input), stacks);
  const checked = await requestIn(input, name, context, deployed?.request);
  // Once more: another call may have come in between.
  const record = updatable(name, stacks);
  if (!changesOf(record, checked)) throw validationError('No updates are to be performed.');
  deployments.deploy(record, checked.request);
  return { StackId: record.id };
};

/** One that does not exist is deleted already. */
export const deleteStack: Action = (input, { stacks, deployments }) => {
  const record = stacks.find(nameIn(input));
  if (!record || record.deletedAt !== undefined) return {};
  if (record.isBusy) throw isIn(record, 'deleted');
  deployments.remove(record);
  return {};
};

/** @throws {ApiError} ValidationError */
export function stackIn(input: Input, stacks: Stacks): StackRecord {
  const name = nameIn(input);
  const record = stacks.find(name);
  if (record) return record;
  throw validationError(`Stack [${name}] does not exist`);
}

export function updatable(name: string, stacks: Stacks): StackRecord {
  const record = stacks.find(name);
  if (!record) throw validationError(`Stack [${name}] does not exist`);
  if (UPDATABLE.test(record.status)) return record;
  throw isIn(record, 'updated');
}

function isIn({ id, status }: StackRecord, verb: string): ApiError {
  return validationError(`Stack:${id} is in ${status} state and can not be ${verb}.`);
}

/** undefined if nothing would change. */
export function changesOf(
  { deployed }: StackRecord,
  { request, stack }: CheckedRequest,
): Change[] | undefined {
  if (!stack) return changesInText(deployed?.request.template.json, request.template.json);
  const changes = changesBetween(deployed?.stack, stack);
  const outputs = (of: typeof stack | undefined) => JSON.stringify([...(of?.outputs ?? [])]);
  const isSame = changes.length === 0 && outputs(deployed?.stack) === outputs(stack);
  const hasSameTags = JSON.stringify(deployed?.request.tags ?? []) === JSON.stringify(request.tags);
  return isSame && hasSameTags ? undefined : changes;
}

export function nameIn({ texts }: Input): string {
  return texts['StackName'] ?? '';
}

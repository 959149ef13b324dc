// The actions that change a stack: they check what is asked for, and return before it is done.
import { ApiError } from '../errors';
import type { Ground } from '../ground';
import { changesBetween, changesInText, type Change } from './changes';
import { ChangeSet } from './change-set';
import type { Deployments } from './deployments';
import type { Input } from './input';
import type { StackRecord } from './stack-record';
import { type CheckedRequest, requestIn } from './stack-request';
import type { Stacks } from './stacks';
import { validationError } from './validation-error';

export interface ActionDeps {
  readonly stacks: Stacks;
  readonly deployments: Deployments;
  readonly ground: Ground;
}

export type Action = (input: Input, deps: ActionDeps) => object | Promise<object>;

const REVIEW = 'REVIEW_IN_PROGRESS';
/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html */
const UPDATABLE = /^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/;

export const createStack: Action = async (input, { stacks, deployments, ground }) => {
  const name = nameIn(input);
  if (stacks.find(name))
    throw new ApiError('AlreadyExistsException', `Stack [${name}] already exists`);
  const { request } = await requestIn(input, name, ground, undefined);
  const record = stacks.add(name);
  deployments.deploy(record, request);
  return { StackId: record.id };
};

export const updateStack: Action = async (input, { stacks, deployments, ground }) => {
  const { name, deployed } = updatable(nameIn(input), stacks);
  const checked = await requestIn(input, name, ground, deployed?.request);
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

export const createChangeSet: Action = async (input, { stacks, ground }) => {
  const name = nameIn(input);
  const setName = input.texts['ChangeSetName'] ?? '';
  const isNew = input.texts['ChangeSetType'] === 'CREATE';
  const known = isNew ? reviewed(name, stacks) : updatable(name, stacks);
  if (known?.changeSets.has(setName)) {
    throw new ApiError('AlreadyExistsException', `ChangeSet ${setName} already exists`);
  }
  const checked = await requestIn(input, known?.name ?? name, ground, known?.deployed?.request);
  const record = known ?? stacks.add(name);
  if (!known) record.enter(REVIEW, 'User Initiated');
  const set = new ChangeSet(setName, record.id, checked.request, changesOf(record, checked));
  record.changeSets.set(setName, set);
  return { Id: set.id, StackId: record.id };
};

export const executeChangeSet: Action = (input, { stacks, deployments }) => {
  const { record, set } = changeSetIn(input, stacks);
  if (set.executionStatus !== 'AVAILABLE') {
    throw new ApiError(
      'InvalidChangeSetStatus',
      `ChangeSet [${set.id}] cannot be executed in its current execution status of [${set.executionStatus}]`,
    );
  }
  if (record.status !== REVIEW) updatable(record.name, stacks);
  set.isExecuted = true;
  deployments.deploy(record, set.request);
  return {};
};

export const deleteChangeSet: Action = (input, { stacks }) => {
  const record = stackIn(input, stacks);
  const name = input.texts['ChangeSetName'] ?? '';
  for (const set of record.changeSets.values())
    if (set.name === name || set.id === name) record.changeSets.delete(set.name);
  return {};
};

/** @throws {ApiError} ValidationError */
export function stackIn(input: Input, stacks: Stacks): StackRecord {
  const name = nameIn(input);
  const record = stacks.find(name);
  if (record) return record;
  throw validationError(`Stack [${name}] does not exist`);
}

/** @throws {ApiError} ValidationError, ChangeSetNotFound */
export function changeSetIn(input: Input, stacks: Stacks): { record: StackRecord; set: ChangeSet } {
  const name = input.texts['ChangeSetName'] ?? '';
  const records = input.texts['StackName'] === undefined ? stacks.all : [stackIn(input, stacks)];
  for (const record of records) {
    const set = [...record.changeSets.values()].find((one) => one.name === name || one.id === name);
    if (set) return { record, set };
  }
  throw new ApiError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, 404);
}

/** A stack that was only looked at, or none yet. */
function reviewed(name: string, stacks: Stacks): StackRecord | undefined {
  const record = stacks.find(name);
  if (!record || record.status === REVIEW) return record;
  throw validationError(
    `Stack [${name}] already exists and cannot be created again with the changeSet`,
  );
}

function updatable(name: string, stacks: Stacks): StackRecord {
  const record = stacks.find(name);
  if (!record) throw validationError(`Stack [${name}] does not exist`);
  if (UPDATABLE.test(record.status)) return record;
  throw isIn(record, 'updated');
}

function isIn({ id, status }: StackRecord, verb: string): ApiError {
  return validationError(`Stack:${id} is in ${status} state and can not be ${verb}.`);
}

/** undefined if nothing would change. */
function changesOf(
  { deployed }: StackRecord,
  { request, stack }: CheckedRequest,
): Change[] | undefined {
  if (!stack) return changesInText(deployed?.request.template.json, request.template.json);
  const changes = changesBetween(deployed?.stack, stack);
  const outputs = (of: typeof stack | undefined) => JSON.stringify([...(of?.outputs ?? [])]);
  const isSame = changes.length === 0 && outputs(deployed?.stack) === outputs(stack);
  return isSame ? undefined : changes;
}

function nameIn({ texts }: Input): string {
  return texts['StackName'] ?? '';
}

// The actions of change sets: what a stack would become, looked at before it is done.
import { ApiError } from '../../kernel/errors';
import { ChangeSet } from './change-set';
import type { Input } from './input';
import type { Action } from './action';
import { changesOf, nameIn, stackIn, updatable } from './stack-actions';
import type { StackRecord } from './stack-record';
import { requestIn } from './stack-request';
import type { Stacks } from './stacks';
import { validationError } from './validation-error';

const REVIEW = 'REVIEW_IN_PROGRESS';

export const createChangeSet: Action = async (input, { stacks, context }) => {
  const name = nameIn(input);
  const setName = input.texts['ChangeSetName'] ?? '';
  const subject = subjectOf(input);
  const known = subject(name, stacks);
  const checked = await requestIn(input, known?.name ?? name, context, known?.deployed?.request);
  // Once more: another call may have come in between.
  const record = subject(name, stacks) ?? begin(name, stacks);
  if (record.changeSets.has(setName)) {
    throw new ApiError('AlreadyExistsException', `ChangeSet ${setName} already exists`);
  }
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

/** @throws {ApiError} ValidationError */
function subjectOf({ texts }: Input): typeof reviewed {
  const { ChangeSetType: type = 'UPDATE' } = texts;
  if (type === 'CREATE') return reviewed;
  if (type === 'UPDATE') return updatable;
  throw validationError(`The local cloud does not support the ChangeSetType ${type}.`);
}

/** A stack that was only looked at, or none yet. */
function reviewed(name: string, stacks: Stacks): StackRecord | undefined {
  const record = stacks.find(name);
  if (!record || record.status === REVIEW) return record;
  throw validationError(
    `Stack [${name}] already exists and cannot be created again with the changeSet`,
  );
}

function begin(name: string, stacks: Stacks): StackRecord {
  const record = stacks.add(name);
  record.enter(REVIEW, 'User Initiated');
  return record;
}

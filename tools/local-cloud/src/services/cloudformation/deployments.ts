// What CloudFormation does in the background: brings a stack to what was asked for, rolls back, takes it away.
import path from 'node:path';
import { UsageError } from '../../kernel/errors';
import type { Ground } from '../../ground';
import { BY_CLOUD, notEmulated } from '../../not-emulated';
import { nothingOn, type PlayedStack } from '../../played-stack';
import { type Stack, TemplateError } from '../../kernel/template';
import { changesBetween } from './changes';
import { Cleaning } from './cleaning';
import { culpritOf } from './culprit';
import { bringCode } from './stack-code';
import type { StackRecord } from './stack-record';
import { loadRequest, type StackRequest } from './stack-request';

type Kind = 'CREATE' | 'UPDATE';
type Culprit = ReturnType<typeof culpritOf>;

const BY_USER = 'User Initiated';

export class Deployments {
  private count = 0;
  private work = Promise.resolve();
  private readonly cleaning: Cleaning;

  constructor(
    private readonly played: PlayedStack,
    private readonly ground: Ground,
  ) {
    this.cleaning = new Cleaning(played);
  }

  /** Returns at once; the record tells how it goes. */
  deploy(record: StackRecord, request: StackRequest): void {
    const kind = record.deployed ? 'UPDATE' : 'CREATE';
    record.dropChangeSets();
    record.enter(`${kind}_IN_PROGRESS`, BY_USER);
    this.work = this.bring(record, request, kind);
  }

  /** As {@link deploy}. */
  remove(record: StackRecord): void {
    record.enter('DELETE_IN_PROGRESS', BY_USER);
    this.work = this.takeAway(record);
  }

  /** Resolves when nothing is done at the moment. */
  async settled(): Promise<void> {
    await this.work;
  }

  private async bring(record: StackRecord, request: StackRequest, kind: Kind): Promise<void> {
    const before = record.deployed?.stack;
    let stack: Stack | undefined;
    try {
      stack = loadRequest(record.name, request, this.ground);
      await this.play(stack);
      record.deployed = { request, stack };
      tellMade(record, before, stack);
      if (before) await this.cleaning.afterUpdate(record, before, stack);
      record.enter(`${kind}_COMPLETE`, notEmulated(stack, BY_CLOUD).join(' ') || undefined);
    } catch (error) {
      const reason = this.reasonOf(error);
      rollBack(record, kind, reason, culpritOf(reason, request.template.json, stack));
    }
  }

  private async play(stack: Stack): Promise<void> {
    this.count += 1;
    const folder = path.join(this.ground.folder, 'stacks', String(this.count));
    await bringCode(stack, folder, this.ground.storage);
    const codeFolder = path.join(folder, 'unpacked');
    await this.played.replace({ stack, packageFolder: folder, codeFolder });
  }

  private async takeAway(record: StackRecord): Promise<void> {
    const resources = [...(record.deployed?.stack.resources.values() ?? [])].reverse();
    try {
      let failed = await this.cleaning.hindered(record, resources);
      if (failed.length === 0) {
        await this.played.replace(nothingOn(this.ground));
        failed = await this.cleaning.clear(record, resources, 'keptWhenRemoved');
      }
      if (failed.length === 0) record.enter('DELETE_COMPLETE');
      else record.enter('DELETE_FAILED', failedTo('delete', failed));
    } catch (error) {
      record.enter('DELETE_FAILED', this.reasonOf(error));
    }
  }

  /** What a user can't cause is a defect, and told as one. */
  private reasonOf(error: unknown): string {
    if (error instanceof TemplateError || error instanceof UsageError) return error.message;
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.ground.timeline.add({ type: 'cloud', message: `internal failure: ${what}` });
    return `Internal Failure: ${String(error)}`;
  }
}

function tellMade(record: StackRecord, before: Stack | undefined, after: Stack): void {
  for (const { action, logicalId } of changesBetween(before, after)) {
    const resource = after.resources.get(logicalId);
    if (!resource) continue;
    const verb = action === 'Add' ? 'CREATE' : 'UPDATE';
    record.tell(resource, `${verb}_IN_PROGRESS`);
    record.tell(resource, `${verb}_COMPLETE`);
  }
}

/** What can't be played has changed nothing, so there is nothing to be taken back. */
function rollBack(record: StackRecord, kind: Kind, reason: string, culprit: Culprit): void {
  if (kind === 'CREATE' && !culprit) {
    // Where no resource has failed, tools see by the stack's status that it could not be made.
    record.enter('CREATE_FAILED', reason);
    return;
  }
  const rollback = kind === 'CREATE' ? 'ROLLBACK' : 'UPDATE_ROLLBACK';
  if (culprit) tellFailure(record, culprit, rollback, reason);
  else record.enter(`${rollback}_IN_PROGRESS`, reason);
  record.enter(`${rollback}_COMPLETE`);
}

function tellFailure(
  record: StackRecord,
  culprit: NonNullable<Culprit>,
  rollback: string,
  reason: string,
): void {
  const known = record.deployed?.stack.resources.get(culprit.logicalId);
  const resource = { ...culprit, ref: known?.ref ?? '' };
  const verb = known ? 'UPDATE' : 'CREATE';
  record.tell(resource, `${verb}_IN_PROGRESS`);
  record.tell(resource, `${verb}_FAILED`, reason);
  record.enter(`${rollback}_IN_PROGRESS`, failedTo(verb.toLowerCase(), [culprit.logicalId]));
  record.tell(resource, known ? 'UPDATE_COMPLETE' : 'DELETE_COMPLETE');
}

function failedTo(verb: string, logicalIds: readonly string[]): string {
  return `The following resource(s) failed to ${verb}: [${logicalIds.join(', ')}].`;
}

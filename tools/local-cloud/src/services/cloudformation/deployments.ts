// What CloudFormation does in the background: creates, updates, rolls back, and deletes a stack.
import path from 'node:path';
import { UsageError } from '../../kernel/errors';
import { type Stack, TemplateError } from '../../kernel/template';
import { changesBetween } from './changes';
import { Deletion } from './deletion';
import { failedResource } from './failed-resource';
import { bringCode } from './stack-code';
import type { CloudFormationContext, StackHost } from './stack-host';
import type { StackRecord } from './stack-record';
import { loadRequest, type StackRequest } from './stack-request';

type Kind = 'CREATE' | 'UPDATE';
type FailedResource = ReturnType<typeof failedResource>;

const BY_USER = 'User Initiated';

export class Deployments {
  private count = 0;
  private work = Promise.resolve();
  private readonly deletion: Deletion;

  constructor(
    private readonly host: StackHost,
    private readonly context: CloudFormationContext,
  ) {
    this.deletion = new Deletion(host);
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
      stack = loadRequest(record.name, request, this.context);
      await this.run(stack);
      record.deployed = { request, stack };
      tellMade(record, before, stack);
      if (before) await this.deletion.afterUpdate(record, before, stack);
      record.enter(`${kind}_COMPLETE`, this.context.describeLimits(stack).join(' ') || undefined);
    } catch (error) {
      const reason = this.reasonOf(error);
      rollBack(record, kind, reason, failedResource(reason, request.template.json, stack));
    }
  }

  private async run(stack: Stack): Promise<void> {
    this.count += 1;
    const folder = path.join(this.context.folder, 'stacks', String(this.count));
    await bringCode(stack, folder, this.context.storage);
    const codeFolder = path.join(folder, 'unpacked');
    await this.host.replace({ stack, packageFolder: folder, codeFolder });
  }

  private async takeAway(record: StackRecord): Promise<void> {
    const resources = [...(record.deployed?.stack.resources.values() ?? [])].reverse();
    try {
      let failed = await this.deletion.hindered(record, resources);
      if (failed.length === 0) {
        await this.host.clear();
        failed = await this.deletion.clear(record, resources, 'keptWhenRemoved');
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
    this.context.timeline.add({ type: 'cloud', message: `internal failure: ${what}` });
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

/** What can't run has changed nothing, so there is nothing to undo. */
function rollBack(record: StackRecord, kind: Kind, reason: string, failed: FailedResource): void {
  if (kind === 'CREATE' && !failed) {
    // Where no resource has failed, tools see by the stack's status that it could not be made.
    record.enter('CREATE_FAILED', reason);
    return;
  }
  const rollback = kind === 'CREATE' ? 'ROLLBACK' : 'UPDATE_ROLLBACK';
  if (failed) tellFailure(record, failed, rollback, reason);
  else record.enter(`${rollback}_IN_PROGRESS`, reason);
  record.enter(`${rollback}_COMPLETE`);
}

function tellFailure(
  record: StackRecord,
  failed: NonNullable<FailedResource>,
  rollback: string,
  reason: string,
): void {
  const known = record.deployed?.stack.resources.get(failed.logicalId);
  const resource = { ...failed, ref: known?.ref ?? '' };
  const verb = known ? 'UPDATE' : 'CREATE';
  record.tell(resource, `${verb}_IN_PROGRESS`);
  record.tell(resource, `${verb}_FAILED`, reason);
  record.enter(`${rollback}_IN_PROGRESS`, failedTo(verb.toLowerCase(), [failed.logicalId]));
  record.tell(resource, known ? 'UPDATE_COMPLETE' : 'DELETE_COMPLETE');
}

function failedTo(verb: string, logicalIds: readonly string[]): string {
  return `The following resource(s) failed to ${verb}: [${logicalIds.join(', ')}].`;
}

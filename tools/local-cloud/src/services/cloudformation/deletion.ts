// Deletes what a stack has no more: what an update has left over, or all of it.
import { type Resource, type Stack, TemplateError } from '../../kernel/template';
import type { StackHost } from './stack-host';
import type { StackRecord } from './stack-record';

/** Where a resource says that it is to be kept. */
type Policy = 'keptWhenRemoved' | 'keptWhenReplaced';

export class Deletion {
  constructor(private readonly host: StackHost) {}

  /** As on AWS, an update is complete whether or not what is left over could be deleted. */
  async afterUpdate(record: StackRecord, before: Stack, after: Stack): Promise<void> {
    const all = [...before.resources.values()];
    const removed = all.filter(({ logicalId }) => !after.resources.has(logicalId));
    const replaced = all.filter(({ logicalId, ref }) => {
      const next = after.resources.get(logicalId);
      return next !== undefined && next.ref !== ref;
    });
    if (removed.length + replaced.length === 0) return;
    record.enter('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    await this.clear(record, replaced, 'keptWhenReplaced');
    await this.clear(record, removed, 'keptWhenRemoved');
  }

  /**
   * Looks first for what can't be deleted, so that all of the stack still runs then. On AWS, what comes before it is gone.
   *
   * @returns the logical ids
   */
  async hindered(record: StackRecord, resources: readonly Resource[]): Promise<string[]> {
    const failed: string[] = [];
    for (const resource of resources) {
      const reason = resource.keptWhenRemoved ? undefined : await this.host.whyNotDeleted(resource);
      if (reason === undefined) continue;
      record.tell(resource, 'DELETE_IN_PROGRESS');
      record.tell(resource, 'DELETE_FAILED', reason);
      failed.push(resource.logicalId);
    }
    return failed;
  }

  /** @returns the logical ids of those that could not be deleted */
  async clear(
    record: StackRecord,
    resources: readonly Resource[],
    policy: Policy,
  ): Promise<string[]> {
    const failed: string[] = [];
    for (const resource of resources) {
      if (resource[policy]) record.tell(resource, 'DELETE_SKIPPED');
      else if (!(await this.delete(record, resource))) failed.push(resource.logicalId);
    }
    return failed;
  }

  private async delete(record: StackRecord, resource: Resource): Promise<boolean> {
    record.tell(resource, 'DELETE_IN_PROGRESS');
    try {
      await this.host.delete(resource);
      record.tell(resource, 'DELETE_COMPLETE');
      return true;
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      record.tell(resource, 'DELETE_FAILED', error.message);
      return false;
    }
  }
}

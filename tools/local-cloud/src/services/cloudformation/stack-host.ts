// What CloudFormation needs of the cloud around it: a place to run a stack, and where its templates and code come from.
import type { PackagedStack } from '../../kernel/packaged-stack';
import type { Resource, Stack } from '../../kernel/template';
import type { ResourceCatalog } from '../../kernel/template/resource-catalog';
import type { Timeline } from '../../timeline';
import type { Storage } from '../storage';

export interface StackHost {
  /**
   * Runs another stack from now on.
   *
   * @throws {UsageError | TemplateError} for what can't run; nothing has changed then
   */
  replace(packaged: PackagedStack): Promise<void>;
  /** Runs no stack from now on. */
  clear(): Promise<void>;
  /** @throws {TemplateError} for one that can't be deleted */
  delete(resource: Resource): Promise<void>;
  /** In the service's words, why a resource can't be deleted; undefined if it can. */
  whyNotDeleted(resource: Resource): Promise<string | undefined>;
}

export interface CloudFormationContext {
  readonly region: string;
  readonly origin: string;
  /** For the code of its stacks. */
  readonly folder: string;
  readonly storage: Pick<Storage, 'readObject'>;
  readonly timeline: Pick<Timeline, 'add'>;
  readonly catalog: ResourceCatalog;
  /** One line for each kind of thing of a stack that is not emulated. */
  readonly describeLimits: (stack: Stack) => readonly string[];
}

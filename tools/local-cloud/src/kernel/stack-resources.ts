// The resources of a stack that hold something, such as queues: creates, updates, and deletes them as their types say.
import { ApiError } from './errors';
import { type Resource, type Stack, TemplateError } from './template';
import type { Lifecycle, ResourceTypes } from './template/resource-type';

/** A service, as far as its resource types go. */
interface Declaring<Runtime> {
  readonly resourceTypes?: ResourceTypes<Runtime>;
}

/** The resources that have to be there before another stack takes over. */
export interface ResourceChange {
  readonly created: readonly Resource[];
  readonly kept: readonly { readonly before: Resource; readonly after: Resource }[];
}

export class StackResources<Runtime> {
  private readonly types: ResourceTypes<Runtime>;

  constructor(
    services: readonly Declaring<Runtime>[],
    private readonly runtime: () => Runtime,
  ) {
    const types = services.flatMap(({ resourceTypes = {} }) => Object.entries(resourceTypes));
    this.types = Object.fromEntries(types);
  }

  /** A resource is kept if both its logical id and its name stay the same. */
  changeBetween(before: Stack, after: Stack): ResourceChange {
    const holding = [...after.resources.values()].filter(({ type }) => 'create' in this.of(type));
    const pairs = holding.map((resource) => {
      const known = before.resources.get(resource.logicalId);
      return { after: resource, before: known?.ref === resource.ref ? known : undefined };
    });
    return {
      created: pairs.flatMap((pair) => (pair.before ? [] : [pair.after])),
      kept: pairs.flatMap((pair) => (pair.before ? [{ ...pair, before: pair.before }] : [])),
    };
  }

  /** @throws {TemplateError} for the first that can't be created; those before it are then deleted again */
  async create(resources: readonly Resource[]): Promise<void> {
    const made: Resource[] = [];
    try {
      for (const resource of resources) {
        await about(resource, () => this.of(resource.type).create?.(resource, this.runtime()));
        made.push(resource);
      }
      for (const resource of resources) {
        await about(resource, () => this.of(resource.type).connect?.(resource, this.runtime()));
      }
    } catch (error) {
      for (const resource of made) await this.deleteOne(resource);
      throw error;
    }
  }

  /** @throws {TemplateError} for the first that can't be updated; those before it are then changed back */
  async update(kept: ResourceChange['kept']): Promise<void> {
    const done: ResourceChange['kept'][number][] = [];
    try {
      for (const change of kept) {
        await about(change.after, () => this.updateOne(change.before, change.after));
        done.push(change);
      }
    } catch (error) {
      for (const { before, after } of done) await this.updateOne(after, before);
      throw error;
    }
  }

  /** @throws {TemplateError} if it can't be deleted */
  async delete(resource: Resource): Promise<void> {
    await about(resource, () => this.deleteOne(resource));
  }

  /** In the service's words, why a resource can't be deleted; undefined if it can. */
  async whyNotDeleted(resource: Resource): Promise<string | undefined> {
    return this.of(resource.type).whyNotDeleted?.(resource, this.runtime());
  }

  private async updateOne(before: Resource, after: Resource): Promise<void> {
    if (JSON.stringify(before.properties) === JSON.stringify(after.properties)) return;
    await this.of(after.type).update?.(before, after, this.runtime());
  }

  private async deleteOne(resource: Resource): Promise<void> {
    await this.of(resource.type).delete?.(resource, this.runtime());
  }

  private of(type: string): Lifecycle<Runtime> {
    return (Object.hasOwn(this.types, type) ? this.types[type]?.lifecycle : undefined) ?? {};
  }
}

async function about(resource: Resource, act: () => Promise<void> | undefined): Promise<void> {
  try {
    await act();
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause;
    throw new TemplateError(`resource "${resource.logicalId}": ${cause.message}`, { cause });
  }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html */
export function alreadyExists(name: string): ApiError {
  return new ApiError(
    'AlreadyExists',
    `${name} already exists: it was created outside of the stack`,
  );
}

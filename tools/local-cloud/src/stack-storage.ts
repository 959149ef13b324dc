// What of a stack holds something, and outlives a change of it: queues with messages, buckets with objects, log groups.
import type { Logs } from './services/logs/logs';
import { type QueueDeclaration, type Storage, StorageError } from './services/storage';
import { type PlayedType, type Resource, type Stack, TemplateError } from './kernel/template';

const TYPES: readonly PlayedType[] = ['AWS::SQS::Queue', 'AWS::S3::Bucket', 'AWS::Logs::LogGroup'];

/** What has to be there before another stack takes over. */
export interface StorageChange {
  readonly created: readonly Resource[];
  readonly kept: readonly { readonly before: Resource; readonly after: Resource }[];
}

/** A resource stays as long as it has its logical id and its name. */
export function storageChange(before: Stack, after: Stack): StorageChange {
  const holding = TYPES.flatMap((type) => after.ofType(type));
  const pairs = holding.map((resource) => {
    const known = before.resources.get(resource.logicalId);
    return { after: resource, before: known?.ref === resource.ref ? known : undefined };
  });
  return {
    created: pairs.flatMap((pair) => (pair.before ? [] : [pair.after])),
    kept: pairs.flatMap((pair) => (pair.before ? [{ ...pair, before: pair.before }] : [])),
  };
}

export class StackStorage {
  constructor(
    private readonly storage: Storage,
    private readonly logs: Logs,
  ) {}

  /** @throws {TemplateError} for the first that can't be made; none of them is left then */
  async create(resources: readonly Resource[]): Promise<void> {
    const made: Resource[] = [];
    try {
      for (const resource of resources) {
        await about(resource, () => this.createOne(resource));
        made.push(resource);
      }
      // Now every queue is there that a redrive policy can name.
      for (const resource of resources) {
        const plain = { ...resource, properties: withoutRedrive(resource) };
        await this.update([{ before: plain, after: resource }]);
      }
    } catch (error) {
      for (const resource of made) await this.deleteOne(resource);
      throw error;
    }
  }

  /** @throws {TemplateError} for the first that can't be changed; those before it are as they were then */
  async update(kept: StorageChange['kept']): Promise<void> {
    const done: StorageChange['kept'][number][] = [];
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

  /** @throws {TemplateError} for one that can't be deleted */
  async delete(resource: Resource): Promise<void> {
    await about(resource, () => this.deleteOne(resource));
  }

  /** In S3's words, why a bucket can't be deleted; undefined if it can, and for all else. */
  async whyNotDeleted({ type, ref }: Resource): Promise<string | undefined> {
    if (type !== 'AWS::S3::Bucket') return undefined;
    const keys = (await this.storage.listKeys(ref)) ?? [];
    return keys.length === 0 ? undefined : 'The bucket you tried to delete is not empty';
  }

  private async createOne(resource: Resource): Promise<void> {
    const { storage } = this;
    const { type, ref, properties } = resource;
    const arn = String(resource.attributes['Arn']);
    if (type === 'AWS::SQS::Queue') {
      if (await storage.hasQueue(arn)) throw alreadyThere(ref);
      const declaration = { ...declarationOf(resource), properties: withoutRedrive(resource) };
      await storage.createQueue(declaration);
    } else if (type === 'AWS::S3::Bucket') {
      if ((await storage.listKeys(ref)) !== undefined) throw alreadyThere(ref);
      await storage.createBucket(ref);
    } else {
      this.logs.declare(ref, retentionOf(properties));
    }
  }

  private async updateOne(before: Resource, after: Resource): Promise<void> {
    const { type, ref, properties } = after;
    if (JSON.stringify(before.properties) === JSON.stringify(properties)) return;
    if (type === 'AWS::SQS::Queue') {
      await this.storage.updateQueue(declarationOf(after), declarationOf(before));
    } else if (type === 'AWS::Logs::LogGroup') {
      this.logs.declare(ref, retentionOf(properties));
    }
  }

  /** One that somebody has deleted by hand is deleted. */
  private async deleteOne({ type, ref, attributes }: Resource): Promise<void> {
    const arn = String(attributes['Arn']);
    if (type === 'AWS::S3::Bucket') await this.storage.deleteBucket(ref);
    else if (type === 'AWS::Logs::LogGroup') this.logs.delete(ref);
    else if (type === 'AWS::SQS::Queue' && (await this.storage.hasQueue(arn)))
      await this.storage.deleteQueue(arn);
  }
}

async function about(resource: Resource, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (cause) {
    if (!(cause instanceof StorageError)) throw cause;
    throw new TemplateError(`resource "${resource.logicalId}": ${cause.message}`, { cause });
  }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html */
function alreadyThere(name: string): StorageError {
  return new StorageError('AlreadyExists', `${name} already exists: somebody else has made it`);
}

function declarationOf({ attributes, properties }: Resource): QueueDeclaration {
  return { name: String(attributes['QueueName']), properties };
}

function withoutRedrive({ properties }: Resource): Resource['properties'] {
  const rest = { ...properties };
  delete rest['RedrivePolicy'];
  return rest;
}

function retentionOf({ RetentionInDays: days }: Resource['properties']): number | undefined {
  return days === undefined ? undefined : Number(days);
}

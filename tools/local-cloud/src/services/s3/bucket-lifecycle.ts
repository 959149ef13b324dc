// Buckets of a stack.
import { alreadyExists } from '../../kernel/stack-resources';
import type { Lifecycle } from '../../kernel/template/resource-type';
import type { Storage } from '../storage';

export interface BucketRuntime {
  readonly storage: Pick<Storage, 'listKeys' | 'createBucket' | 'deleteBucket'>;
}

export const BUCKET_LIFECYCLE: Lifecycle<BucketRuntime> = {
  async create({ ref: name }, { storage }) {
    if ((await storage.listKeys(name)) !== undefined) throw alreadyExists(name);
    await storage.createBucket(name);
  },
  delete: ({ ref: name }, { storage }) => storage.deleteBucket(name),
  async whyNotDeleted({ ref: name }, { storage }) {
    const keys = (await storage.listKeys(name)) ?? [];
    return keys.length === 0 ? undefined : 'The bucket you tried to delete is not empty';
  },
};

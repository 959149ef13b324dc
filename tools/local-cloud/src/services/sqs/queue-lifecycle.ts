// Queues of a stack: created without their redrive policies, which may name queues that do not exist yet.
import { alreadyExists } from '../../kernel/stack-resources';
import type { Resource } from '../../kernel/template';
import type { Lifecycle } from '../../kernel/template/resource-type';
import type { Storage } from '../storage';
import type { QueueDeclaration } from './queue-properties';

export interface QueueRuntime {
  readonly storage: Pick<Storage, 'hasQueue' | 'createQueue' | 'updateQueue' | 'deleteQueue'>;
}

export const QUEUE_LIFECYCLE: Lifecycle<QueueRuntime> = {
  async create(resource, { storage }) {
    if (await storage.hasQueue(arnOf(resource))) throw alreadyExists(resource.ref);
    await storage.createQueue(withoutRedrive(resource));
  },
  async connect(resource, { storage }) {
    if (resource.properties['RedrivePolicy'] === undefined) return;
    await storage.updateQueue(declarationOf(resource), withoutRedrive(resource));
  },
  async update(before, after, { storage }) {
    await storage.updateQueue(declarationOf(after), declarationOf(before));
  },
  async delete(resource, { storage }) {
    const arn = arnOf(resource);
    if (await storage.hasQueue(arn)) await storage.deleteQueue(arn);
  },
};

function arnOf({ attributes }: Resource): string {
  return String(attributes['Arn']);
}

function declarationOf({ attributes, properties }: Resource): QueueDeclaration {
  return { name: String(attributes['QueueName']), properties };
}

function withoutRedrive(resource: Resource): QueueDeclaration {
  const properties = { ...resource.properties };
  delete properties['RedrivePolicy'];
  return { ...declarationOf(resource), properties };
}

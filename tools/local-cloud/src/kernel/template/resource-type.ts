// What a service says of a CloudFormation resource type: how it looks, which properties it follows, what it holds.
import type { Identity } from './identity';
import type { Resource } from './stack';

/** How resources of one type look from outside. */
export interface ResourceLook {
  /** The property that names the resource, or several, of which the first that is set does; without it, the name is made from stack and logical id. */
  readonly nameProperty?: string | readonly string[];
  /** What Ref gives. */
  readonly ref: (of: Identity) => string;
  /** What Fn::GetAtt gives, by attribute. */
  readonly attributes: Readonly<Record<string, (of: Identity) => unknown>>;
  /** What Fn::GetAtt gives for any other attribute; without it, there is no other. */
  readonly anyAttribute?: (of: Identity, attribute: string) => unknown;
}

/** The properties of a type, or of an object inside one. */
export interface KnownProperties {
  /** The local cloud does with them what AWS does. */
  readonly supported: readonly string[];
  /** Accepted and without effect; the value says why that is right. */
  readonly noEffect: Readonly<Record<string, string>>;
  /** AWS follows them and the local cloud does not: told at the start. */
  readonly notEmulated?: readonly string[];
  /** Objects, or lists of objects, whose own properties are checked too. */
  readonly inside?: Readonly<Record<string, KnownProperties>>;
}

/** What happens to a resource that holds something, and so outlives a change of its stack. */
export interface Lifecycle<Runtime> {
  /** @throws {ApiError} if it can't be made */
  create?(resource: Resource, runtime: Runtime): Promise<void>;
  /**
   * Connects it with other resources, when all that are new have been created.
   *
   * @throws {ApiError} if it can't be connected
   */
  connect?(resource: Resource, runtime: Runtime): Promise<void>;
  /** @throws {ApiError} if it can't be changed; it is as it was then */
  update?(before: Resource, after: Resource, runtime: Runtime): Promise<void>;
  /** One that does not exist is deleted already. */
  delete?(resource: Resource, runtime: Runtime): Promise<void>;
  /** In the service's words, why it can't be deleted; undefined if it can. */
  whyNotDeleted?(resource: Resource, runtime: Runtime): Promise<string | undefined>;
}

export interface ResourceType<Runtime> extends ResourceLook {
  /** Checked one by one; without them, the type is accepted and without effect of its own. */
  readonly properties?: KnownProperties;
  readonly lifecycle?: Lifecycle<Runtime>;
}

/** By their names, such as `AWS::SQS::Queue`. */
export type ResourceTypes<Runtime> = Readonly<Record<string, ResourceType<Runtime>>>;

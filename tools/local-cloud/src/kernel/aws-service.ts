// An AWS service as the kernel sees it: how it is called, its operations, and the resources that templates can declare.
import type { Caller } from './authentication/callers';
import type { RequiredPermission } from './authorization/decide';
import type { Kinds } from './faults/kinds';
import type { Limits } from './limits';
import type { Protocol } from './protocols/protocol';
import type { ResourceTypes } from './template/resource-type';
import type { Stack } from './template';
import type { WireRequest, WireResponse } from './wire';

/** One call of an operation. */
export interface Call<Input = unknown> {
  readonly input: Input;
  readonly request: WireRequest;
  /** The calling process; undefined for the developer. */
  readonly caller: Caller | undefined;
}

/** One operation of a service's API. */
export interface Operation<Runtime, Input> {
  /**
   * The permissions that a call needs. An operation without this member needs none.
   *
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/
   */
  permissions?(call: Call<Input>, stack: Stack): readonly RequiredPermission[];
  /**
   * @returns the result, which the protocol writes as a response
   * @throws {ApiError} which the protocol writes as an error response
   */
  handle(call: Call<Input>, runtime: Runtime): unknown;
  /** Faults in addition to those that every operation has. */
  readonly faults?: Kinds;
}

/** How a service is called, and its operations under their names in AWS's API reference. */
export interface ServiceApi<Runtime, Input> {
  readonly protocol: Protocol<Input>;
  readonly operations: Readonly<Record<string, Operation<Runtime, Input>>>;
}

/** Answers requests below its own path, without a signature, such as those for the presigned URL of a function's code. */
export type Endpoint<Runtime> = (
  url: URL,
  runtime: Runtime,
) => WireResponse | Promise<WireResponse>;

/**
 * A service: a folder below services/ exports one, and services/index.ts lists it.
 *
 * @typeParam Runtime what its handlers need from the running cloud
 * @typeParam Input of its operations, as its protocol reads it
 */
export interface AwsService<Runtime, Input = unknown> {
  /** Its name in signatures, and the prefix of its IAM actions, such as `sqs`. */
  readonly name: string;
  /** Its name for people, such as `CloudWatch Logs`. */
  readonly title: string;
  /**
   * Whether its permissions are enforced although it has no API here, because other services check them: IAM's before a
   * role is passed, KMS's before something is decrypted.
   */
  readonly isEnforcedForOthers?: boolean;
  /** Undefined for a service that exists only in templates. */
  readonly api?: ServiceApi<Runtime, Input>;
  /** By the beginning of their paths. */
  readonly endpoints?: Readonly<Record<string, Endpoint<Runtime>>>;
  /** Faults outside its operations, by point. */
  readonly faults?: Readonly<Record<string, Kinds>>;
  /** The CloudFormation resource types that it brings. */
  readonly resourceTypes?: ResourceTypes<Runtime>;
  /** What the local cloud does not emulate of its resources. */
  readonly limits?: Limits;
}

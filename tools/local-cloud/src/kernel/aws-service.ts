// What an AWS service is to the kernel: how it is called, what it can do, and what a template may declare of it.
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
  /** The process that calls; undefined for the developer. */
  readonly caller: Caller | undefined;
}

/** One operation, under the name that AWS's API reference has for it. */
export interface Operation<Runtime, Input> {
  /**
   * The permissions that a call needs; none without it.
   *
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/
   */
  permissions?(call: Call<Input>, stack: Stack): readonly RequiredPermission[];
  /**
   * @returns what the protocol makes a response of
   * @throws {ApiError} which the protocol makes a response of, too
   */
  handle(call: Call<Input>, runtime: Runtime): unknown;
  /** Faults beside those that every operation has. */
  readonly faults?: Kinds;
}

/** How a service is called, and its operations by name. */
export interface ServiceApi<Runtime, Input> {
  readonly protocol: Protocol<Input>;
  readonly operations: Readonly<Record<string, Operation<Runtime, Input>>>;
}

/** What answers below a path of its own, without a signature, such as a presigned address of code. */
export type Endpoint<Runtime> = (
  url: URL,
  runtime: Runtime,
) => WireResponse | Promise<WireResponse>;

/**
 * A service: a folder below services/ exports one, and services/index.ts lists it.
 *
 * @typeParam Runtime what its handlers need of the running cloud
 * @typeParam Input of its operations, as its protocol reads it
 */
export interface AwsService<Runtime, Input = unknown> {
  /** As requests are signed for it, and as IAM actions begin: `sqs`. */
  readonly name: string;
  /** As people call it: `CloudWatch Logs`. */
  readonly title: string;
  /** Without it, the service exists in templates only. */
  readonly api?: ServiceApi<Runtime, Input>;
  /** By the path that they begin with. */
  readonly endpoints?: Readonly<Record<string, Endpoint<Runtime>>>;
  /** Faults outside of its operations, by point. */
  readonly faults?: Readonly<Record<string, Kinds>>;
  /** The CloudFormation resource types that it brings. */
  readonly resourceTypes?: ResourceTypes<Runtime>;
  /** What is not emulated of its resources. */
  readonly limits?: Limits;
}

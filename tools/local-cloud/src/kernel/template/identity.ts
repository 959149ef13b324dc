// Who a resource is: what the tables of resource types make its Ref and attributes from.
import { createHash } from 'node:crypto';
import { partitionOf, type StackLocation } from './parameters';

/** What is known of a resource before its properties as a whole are resolved. */
export interface Identity extends StackLocation {
  readonly logicalId: string;
  /** The name it is given, or the one that CloudFormation would make for it. */
  readonly name: string;
  /** `http://127.0.0.1:PORT`, where the local cloud answers. */
  readonly origin: string;
  /** One property as text, resolved; undefined when it is not set. */
  readonly property: (name: string) => string | undefined;
}

/** An ARN in the stack's region and account. */
export const arn = (of: Identity, service: string, resource: string): string =>
  `arn:${partitionOf(of.region)}:${service}:${of.region}:${of.accountId}:${resource}`;

/** An ARN of a service without regions, such as IAM. */
export const globalArn = (of: Identity, service: string, resource: string): string =>
  `arn:${partitionOf(of.region)}:${service}::${of.accountId}:${resource}`;

/** Seventeen hexadecimal digits behind a prefix, as EC2 makes its ids; the same in every run. */
export const hexId = (of: Identity, prefix: string): string =>
  `${prefix}-${digest(of).slice(0, 17)}`;

/**
 * Ten lower-case letters and digits, as API Gateway makes its ids; the same in every run.
 *
 * @param what tells several ids of one resource apart
 */
export const shortId = (of: Identity, what = ''): string =>
  BigInt(`0x${digest(of, what).slice(0, 16)}`)
    .toString(36)
    .padStart(10, '0')
    .slice(-10);

/** An id in the form of a UUID; the same in every run. */
export const uuid = (of: Identity): string =>
  digest(of)
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

const digest = (of: Identity, what = ''): string =>
  createHash('sha256').update(`${of.stackName}/${of.logicalId}${what}`).digest('hex');

/** The name of a function that is given by name, by ARN or by partial ARN. */
export function functionName(of: Identity): string {
  const given = of.property('FunctionName') ?? '';
  return /function:([^:]+)/.exec(given)?.[1] ?? given;
}

// The names of a rescued function and its parts, and the rules for them.
import { GeneratorError } from '../errors';
import { type EventSource } from './event-source';

const FORM = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html; with `-failures` it stays within a queue's 80. */
const MAX_FUNCTION_NAME = 64;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const MAX_BUCKET_NAME = 63;
/** The stage is known only at deployment: the longest name that fits. */
const LONGEST_STAGE = 'production';
/** The end of a bucket's name, before the region. */
const BUCKET_SUFFIX = '-123456789012-';
/** The service's own buckets. */
const TAKEN_BUCKETS = ['data', 'hand-over'];

/** `nightly-report` in names of CloudFormation and TypeScript: `NightlyReport`. */
export function pascalCase(name: string): string {
  return name.replace(/(?:^|-)([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}

/** The logical id of a role of its own. */
export const roleId = (name: string): string => `${pascalCase(name)}Role`;

/** The logical id that the Serverless Framework gives to the function. */
export const lambdaFunctionId = (name: string): string => `${frameworkName(name)}LambdaFunction`;

/** The logical id that the Serverless Framework gives to the function's log group. */
export const logGroupId = (name: string): string => `${frameworkName(name)}LogGroup`;

function frameworkName(name: string): string {
  const [first = '', ...rest] = name.replaceAll('-', 'Dash');
  return `${first.toUpperCase()}${rest.join('')}`;
}

/** @throws {GeneratorError} with the rules */
export function checkName(
  { name, eventSource }: { readonly name: string; readonly eventSource: EventSource },
  { service, region }: { readonly service: string; readonly region: string },
): void {
  const prefix = `${service}-${LONGEST_STAGE}-`;
  const suffix = `${BUCKET_SUFFIX}${region}`;
  const hasBucket = eventSource === 's3';
  const limit = hasBucket ? MAX_BUCKET_NAME - suffix.length : MAX_FUNCTION_NAME;
  const maximum = limit - prefix.length;
  const isTaken = hasBucket && TAKEN_BUCKETS.includes(name);
  if (FORM.test(name) && name.length <= maximum && !isTaken) return;
  const whole = hasBucket ? 'its bucket’s name' : '<service>-<stage>-<name>';
  throw new GeneratorError(
    `The name ${JSON.stringify(name)} is not allowed. Use lower-case letters, digits and single hyphens, starting with a letter, ` +
      `such as nightly-report; at most ${maximum} characters, because AWS limits the length of ${whole}` +
      `${hasBucket ? `; and not ${TAKEN_BUCKETS.join(' or ')}, which the service uses itself` : ''}.`,
  );
}

// What a rescued function and its parts are called, and which names are allowed.
import { GeneratorError } from '../errors';
import { type RescuedFunction } from './rescued-function';

const FORM = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html; with `-failures` it fits into the 80 of a queue. */
const MAX_FUNCTION_NAME = 64;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const MAX_BUCKET_NAME = 63;
/** Stages come with deployments: the longest that is reckoned with. */
const LONGEST_STAGE = 'production';
/** What follows in the name of a bucket, beside the region. */
const BUCKET_SUFFIX = '-123456789012-';
/** The buckets that the service has itself. */
const TAKEN_BUCKETS = ['data', 'hand-over'];

/** `nightly-report` as a part of names in CloudFormation and TypeScript: `NightlyReport`. */
export function pascalCase(name: string): string {
  return name.replace(/(?:^|-)([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}

/** The logical id of its failure queue. */
export const failureQueueId = (name: string): string => `${pascalCase(name)}Failures`;

/** The logical id that the Serverless Framework gives to the function. */
export function lambdaFunctionId(name: string): string {
  const [first = '', ...rest] = name.replaceAll('-', 'Dash');
  return `${first.toUpperCase()}${rest.join('')}LambdaFunction`;
}

/** @throws {GeneratorError} that says which names are allowed */
export function checkName(
  { name, eventSource }: Pick<RescuedFunction, 'name' | 'eventSource'>,
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
    `The name ${JSON.stringify(name)} is not allowed. Use lower-case letters, digits and single hyphens, a letter first, ` +
      `such as nightly-report; at most ${maximum} characters, so that ${whole} is not too long for AWS` +
      `${hasBucket ? `; and not ${TAKEN_BUCKETS.join(' or ')}, which are buckets of the service` : ''}.`,
  );
}

// Says in one line why a call of AWS failed, and what to do about it.
import { isNetworkError, oneLine } from '@immortal/shared';
import { ExpectedError } from '@immortal/shared/command-line';

/** No credentials at all, or a login that has expired. */
const NO_CREDENTIALS = new Set(['CredentialsProviderError', 'TokenProviderError']);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html, and those of S3 and STS */
const REFUSED_CREDENTIALS = new Set([
  'AuthFailure',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'RequestExpired',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);

const ACCESS_DENIED = new Set(['AccessDenied', 'AccessDeniedException', 'NotAuthorized']);

/** `User: … is not authorized to perform: sqs:receivemessage on resource: …` */
const PERMISSION = /not authorized to perform: ([\w-]+:\w+)/i;

const LOG_IN = 'log in (aws sso login, aws configure), or choose a profile with AWS_PROFILE.';

/** The members that distinguish the errors of the SDK from those of Node.js. */
interface Failure extends Error {
  /** Of Node.js: `ECONNREFUSED`. */
  readonly code?: string;
  readonly address?: string;
  readonly hostname?: string;
  readonly port?: number;
  /** Of an error that AWS returned. */
  readonly $fault?: 'client' | 'server';
}

/**
 * Describes an expected error: one of ours, or a failed call.
 *
 * @returns undefined for anything else: a bug, whose stack is worth seeing
 */
export function explain(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof ExpectedError) return error.message;
  const failure: Failure = error;
  const message = oneLine(failure.message);
  if (NO_CREDENTIALS.has(failure.name)) {
    return `There are no AWS credentials (${message}): ${LOG_IN}`;
  }
  if (REFUSED_CREDENTIALS.has(failure.name)) {
    return `AWS refuses the credentials (${failure.name}: ${message}): ${LOG_IN}`;
  }
  if (ACCESS_DENIED.has(failure.name)) return describeDenial(message);
  if (message === 'Region is missing') {
    return 'No AWS region is set: pass --region, or set AWS_REGION or a region in your profile.';
  }
  return describeUnreachable(failure) ?? describeAnswer(failure, message);
}

function describeDenial(message: string): string {
  const permission = PERMISSION.exec(message)?.[1];
  const needed = permission === undefined ? '' : ` The permission ${permission} is missing.`;
  return `AWS denies access.${needed} (${message})`;
}

function describeUnreachable(failure: Failure): string | undefined {
  const { name, code = name, address, hostname, port } = failure;
  // The SDK gives a timeout this name.
  if (!isNetworkError(failure) && name !== 'TimeoutError') return undefined;
  const host = hostname ?? address;
  const where = host === undefined ? '' : ` at ${host}${port === undefined ? '' : `:${port}`}`;
  return (
    `Nothing answers${where} (${code}). ` +
    'Check the network, the region, and AWS_ENDPOINT_URL if it is set.'
  );
}

function describeAnswer({ name, $fault }: Failure, message: string): string | undefined {
  return $fault === undefined ? undefined : `AWS answers ${name}: ${message}`;
}

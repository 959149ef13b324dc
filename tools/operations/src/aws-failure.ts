// Says in one line what went wrong between us and AWS, and what to do about it.
import { oneLine } from '@immortal/shared';

/** No credentials at all, or a login that is over. */
const NO_CREDENTIALS = new Set(['CredentialsProviderError', 'TokenProviderError']);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html and those of S3 and STS */
const REFUSED_CREDENTIALS = new Set([
  ...['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'AuthFailure'],
  ...['UnrecognizedClientException', 'InvalidClientTokenId', 'InvalidAccessKeyId'],
  ...['InvalidSignatureException', 'SignatureDoesNotMatch', 'IncompleteSignature'],
]);

const ACCESS_DENIED = new Set(['AccessDenied', 'AccessDeniedException', 'NotAuthorized']);

/** `User: … is not authorized to perform: sqs:receivemessage on resource: …` */
const PERMISSION = /not authorized to perform: ([\w-]+:\w+)/i;

/** Of Node, and of the SDK when nothing comes in time. */
const UNREACHABLE =
  /^(ECONN\w+|EAI_AGAIN|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|TimeoutError)$/;

const LOG_IN = 'log in (aws sso login, aws configure), or choose a profile by AWS_PROFILE.';

/** The members by which the SDK's errors and Node's are told apart. */
interface Failure extends Error {
  /** Of Node: `ECONNREFUSED`. */
  readonly code?: string;
  readonly address?: string;
  readonly hostname?: string;
  readonly port?: number;
  /** Of an answer of AWS. */
  readonly $fault?: 'client' | 'server';
}

/** @returns undefined for what is no failure of a call: a defect, of which the stack is worth seeing */
export function explain(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
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
  return unreachable(failure) ?? answered(failure, message);
}

function describeDenial(message: string): string {
  const permission = PERMISSION.exec(message)?.[1];
  const needed = permission === undefined ? '' : ` The permission ${permission} is missing.`;
  return `AWS denies access.${needed} (${message})`;
}

function unreachable(failure: Failure): string | undefined {
  const { name, code = name, address, hostname, port } = failure;
  if (!UNREACHABLE.test(code)) return undefined;
  const host = hostname ?? address;
  const where = host === undefined ? '' : ` at ${host}${port === undefined ? '' : `:${port}`}`;
  return (
    `Nothing answers${where} (${code}). ` +
    'Look at the network, at the region, and at AWS_ENDPOINT_URL if that is set.'
  );
}

function answered({ name, $fault }: Failure, message: string): string | undefined {
  return $fault === undefined ? undefined : `AWS answers ${name}: ${message}`;
}

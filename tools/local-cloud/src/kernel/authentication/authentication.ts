// Refuses callers whose signature does not prove that they own the access key, with the called service's error.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Callers } from './callers';
import { errorResponse } from '../error-response';
import type { ErrorDialect } from '../protocols/protocol';
import type { RecognizedCall } from '../recognition';
import { dateOf, type Signature } from './signature';
import { expectedSignature } from './sigv4';
import { header, type WireRequest, type WireResponse } from '../wire';

type Refusal =
  | 'missing'
  | 'outdated-scheme'
  | 'incomplete'
  | 'unknown-key'
  | 'mismatch'
  | 'skewed'
  | 'expired'
  | 'other-body';

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html,
 * https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html and
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html
 */
const CODES: Readonly<Record<Refusal, Readonly<Record<ErrorDialect, string>>>> = {
  missing: {
    s3: 'AccessDenied',
    query: 'MissingAuthenticationToken',
    json: 'MissingAuthenticationTokenException',
  },
  'outdated-scheme': {
    s3: 'InvalidRequest',
    query: 'IncompleteSignature',
    json: 'IncompleteSignatureException',
  },
  incomplete: {
    s3: 'AuthorizationHeaderMalformed',
    query: 'IncompleteSignature',
    json: 'IncompleteSignatureException',
  },
  'unknown-key': {
    s3: 'InvalidAccessKeyId',
    query: 'InvalidClientTokenId',
    json: 'UnrecognizedClientException',
  },
  mismatch: {
    s3: 'SignatureDoesNotMatch',
    query: 'SignatureDoesNotMatch',
    json: 'InvalidSignatureException',
  },
  skewed: {
    s3: 'RequestTimeTooSkewed',
    query: 'SignatureDoesNotMatch',
    json: 'InvalidSignatureException',
  },
  expired: {
    s3: 'AccessDenied',
    query: 'SignatureDoesNotMatch',
    json: 'InvalidSignatureException',
  },
  'other-body': {
    s3: 'XAmzContentSHA256Mismatch',
    query: 'SignatureDoesNotMatch',
    json: 'InvalidSignatureException',
  },
};

const REMEDY = 'Use the lines that npm run cloud has printed: each run has keys of its own.';
const MESSAGES: Readonly<Record<Refusal, string>> = {
  missing: `Request is missing Authentication Token. ${REMEDY}`,
  'outdated-scheme':
    'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
  incomplete: 'The signature needs Credential, SignedHeaders with host, Signature and a date.',
  'unknown-key': `The security token included in the request is invalid. ${REMEDY}`,
  mismatch: `The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. ${REMEDY}`,
  skewed: 'The difference between the request time and the current time is too large.',
  expired: 'Request has expired',
  'other-body': 'The provided x-amz-content-sha256 header does not match what was computed.',
};

/** How far clocks may differ: S3 allows 15 minutes, others 5. */
const SKEW_MS = { s3: 15 * 60_000, others: 5 * 60_000 };
const MAX_EXPIRES_SECONDS = 7 * 24 * 3600;

/** @returns an error for a call that is not signed with the key that it names; undefined if it may pass */
export async function refuseUnauthenticated<Runtime>(
  call: RecognizedCall<Runtime>,
  callers: Pick<Callers, 'credentialsOf'>,
): Promise<WireResponse | undefined> {
  const refusal = await refusalOf(call, callers);
  if (refusal === undefined) return undefined;
  const { errorDialect } = call.service.api.protocol;
  return errorResponse(call, CODES[refusal][errorDialect], MESSAGES[refusal]);
}

async function refusalOf(
  { request, signature }: Pick<RecognizedCall<never>, 'request' | 'signature'>,
  callers: Pick<Callers, 'credentialsOf'>,
): Promise<Refusal | undefined> {
  if (signature === undefined) return withoutSignature(request);
  const { accessKeyId, sessionToken, signedHeaders, date } = signature;
  if (!signedHeaders.includes('host') || Number.isNaN(dateOf(date).getTime())) return 'incomplete';
  const credentials = callers.credentialsOf(accessKeyId);
  if (!credentials || !isSame(credentials.sessionToken ?? '', sessionToken ?? ''))
    return 'unknown-key';
  const expected = await expectedSignature(request, signature, credentials);
  if (!isSame(expected, signature.signature)) return 'mismatch';
  return whenSigned(signature) ?? (hasSignedBody(request) ? undefined : 'other-body');
}

function withoutSignature({ headers, url }: WireRequest): Refusal {
  if (/[?&]AWSAccessKeyId=/.test(url) || /^AWS /.test(header({ headers }, 'authorization') ?? ''))
    return 'outdated-scheme';
  return headers['authorization'] === undefined ? 'missing' : 'incomplete';
}

function whenSigned({ date, service, expiresIn }: Signature): Refusal | undefined {
  const passedMs = Date.now() - dateOf(date).getTime();
  const skewMs = service === 's3' ? SKEW_MS.s3 : SKEW_MS.others;
  if (expiresIn === undefined) return Math.abs(passedMs) > skewMs ? 'skewed' : undefined;
  const isValid = expiresIn >= 1 && expiresIn <= MAX_EXPIRES_SECONDS;
  return isValid && passedMs > -skewMs && passedMs <= expiresIn * 1000 ? undefined : 'expired';
}

/** A header without a hash says that the body is not signed, or is signed in chunks: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
function hasSignedBody({ headers, body }: WireRequest): boolean {
  const said = header({ headers }, 'x-amz-content-sha256');
  if (said === undefined || !/^[\da-f]{64}$/i.test(said)) return true;
  return isSame(createHash('sha256').update(body).digest('hex'), said.toLowerCase());
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

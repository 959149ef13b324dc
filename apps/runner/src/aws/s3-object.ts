// Reads one object from S3, with a request signed here: the S3 client would double the size of the bundle.
import { type LambdaClient } from '@aws-sdk/client-lambda';
import { formatS3Uri, type S3Location } from '@immortal/shared';
import { SignatureV4 } from '@smithy/signature-v4';
import { explainAwsFailure } from './call-failure';
import { RefusalError } from '../errors';
import { httpGet, TooLargeError } from './http-get';
import { retry, type RetryDeps } from './retry';

/** The part of an AWS SDK client's configuration that signing needs. */
export type Signer = Pick<LambdaClient['config'], 'credentials' | 'region' | 'sha256'>;

/** An object, and its version in a versioned bucket. */
export interface S3ObjectVersion extends S3Location {
  readonly version?: string;
}

const IDLE_MS = 20_000;

/**
 * @param deps `env` can set another endpoint in AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL
 * @returns the object's bytes
 * @throws {RefusalError} if the object is missing, not readable, or larger than `maxBytes`
 * @throws {TemporaryError} if S3 is unreachable or unavailable
 */
export async function getS3Object(
  location: S3ObjectVersion,
  maxBytes: number,
  signer: Signer,
  deps: RetryDeps & { readonly env: NodeJS.ProcessEnv },
): Promise<Buffer> {
  const action = location.version === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  const call = { action, subject: formatS3Uri(location) };
  return retry(async () => {
    try {
      const { url, headers } = await signedRequest(location, signer, deps.env);
      const { status, body } = await httpGet(url, { headers, maxBytes, idleMs: IDLE_MS });
      if (status === 200) return body;
      throw s3Error(status, body);
    } catch (error) {
      if (error instanceof TooLargeError) {
        throw new RefusalError(`${call.subject} has ${error.message}.`, { cause: error });
      }
      throw explainAwsFailure(error, call, deps.env);
    }
  }, deps);
}

async function signedRequest(
  location: S3ObjectVersion,
  { credentials, region, sha256 }: Signer,
  env: NodeJS.ProcessEnv,
): Promise<{ url: string; headers: Record<string, string> }> {
  const url = objectUrl(location, await region(), env);
  const signature = new SignatureV4({
    service: 's3',
    region,
    credentials,
    sha256,
    uriEscapePath: false,
    applyChecksum: true,
  });
  const { headers } = await signature.sign({
    method: 'GET',
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: { host: url.host },
  });
  return { url: url.href, headers };
}

/** Path-style, which works for every bucket name and every endpoint. */
function objectUrl(
  { bucket, key, version }: S3ObjectVersion,
  region: string,
  env: NodeJS.ProcessEnv,
): URL {
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const endpoint =
    env['AWS_ENDPOINT_URL_S3'] ?? env['AWS_ENDPOINT_URL'] ?? `https://s3.${region}.${suffix}`;
  const path = [bucket, ...key.split('/')].map(encodeSegment).join('/');
  const query = version === undefined ? '' : `?versionId=${encodeSegment(version)}`;
  return new URL(`${endpoint.replace(/\/$/, '')}/${path}${query}`);
}

/** Encoded as Signature Version 4 requires: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Converts S3's error to the shape of the SDK's errors: `<Error><Code>NoSuchKey</Code><Message>…`. */
function s3Error(status: number, body: Buffer): Error {
  const text = body.toString();
  const member = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
  const error = new Error(member('Message') ?? `HTTP ${status}`);
  error.name = member('Code') ?? 'UnknownError';
  return Object.assign(error, { $metadata: { httpStatusCode: status } });
}

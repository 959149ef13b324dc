// Reads a request's signature from its header or its URL, without verifying it.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
import type { WireRequest } from '../wire';

export interface Signature {
  readonly accessKeyId: string;
  /** Such as `20260101`. */
  readonly day: string;
  readonly region: string;
  /** Such as `sqs`. */
  readonly service: string;
  /** Names in lower case. */
  readonly signedHeaders: readonly string[];
  /** Hexadecimal. */
  readonly signature: string;
  /** Such as `20260101T120000Z`. */
  readonly date: string;
  /** For how many seconds a presigned URL is valid; undefined for a signature in the header. */
  readonly expiresIn?: number;
  readonly sessionToken: string | undefined;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const CREDENTIAL = /^([^/]+)\/(?:([^/]*)\/)?(?:([^/]*)\/)?([\w-]+)\/aws4_request$/;

/** @returns undefined for a request that is not signed in this way */
export function signatureOf({
  headers,
  url,
}: Pick<WireRequest, 'headers' | 'url'>): Signature | undefined {
  const text = (name: string) => String(headers[name] ?? '');
  const authorization = text('authorization');
  if (authorization.startsWith(ALGORITHM)) {
    const member = (name: string) => new RegExp(`\\b${name}=([^,\\s]+)`).exec(authorization)?.[1];
    return read(member, text('x-amz-date'), headers['x-amz-security-token']);
  }
  const query = queryOf(url);
  if (query.get('x-amz-algorithm') !== ALGORITHM) return undefined;
  const found = read(
    (name) => query.get(`x-amz-${name.toLowerCase()}`),
    query.get('x-amz-date') ?? '',
    query.get('x-amz-security-token'),
  );
  return found && { ...found, expiresIn: Number(query.get('x-amz-expires')) };
}

function read(
  member: (name: string) => string | undefined,
  date: string,
  token: string | string[] | undefined,
): Signature | undefined {
  const [, accessKeyId, day = '', region = '', service] =
    CREDENTIAL.exec(member('Credential') ?? '') ?? [];
  if (accessKeyId === undefined || service === undefined) return undefined;
  const signedHeaders = (member('SignedHeaders') ?? '').toLowerCase().split(';');
  const signature = member('Signature') ?? '';
  const sessionToken = token === undefined ? undefined : String(token);
  return { accessKeyId, day, region, service, signedHeaders, signature, date, sessionToken };
}

/** By names in lower case. */
function queryOf(url: string): Map<string, string> {
  const at = url.indexOf('?');
  const query = new URLSearchParams(at < 0 ? '' : url.slice(at));
  return new Map([...query].map(([name, value]) => [name.toLowerCase(), value]));
}

/** @returns an invalid date for a text that is not a date */
export function dateOf(date: string): Date {
  return new Date(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

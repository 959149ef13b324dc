// Computes the signature that a request should have, with the library that the SDK uses.
import { LambdaClient } from '@aws-sdk/client-lambda';
import {
  createScope,
  getCanonicalHeaders,
  getPayloadHash,
  SignatureV4,
} from '@smithy/signature-v4';
import type { AccessKey } from './callers';
import { dateOf, type Signature } from './signature';
import { header, type WireRequest } from '../wire';

type Signable = Parameters<typeof getPayloadHash>[0];

/** The implementation that every client of the SDK uses. */
const { sha256 } = new LambdaClient({ region: 'local' }).config;
const ALGORITHM = 'AWS4-HMAC-SHA256';
/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
const UNSIGNED = 'UNSIGNED-PAYLOAD';

/** @returns the signature that the key's owner would compute for the request, in hexadecimal */
export function expectedSignature(
  request: WireRequest,
  signature: Signature,
  key: AccessKey,
): Promise<string> {
  return new Expectation(signature, key).of(request);
}

class Expectation extends SignatureV4 {
  constructor(
    private readonly claimed: Signature,
    credentials: AccessKey,
  ) {
    const { service, region } = claimed;
    // Only S3 signs the path as it is sent.
    super({ service, region, credentials, sha256, uriEscapePath: service !== 's3' });
  }

  async of(wire: WireRequest): Promise<string> {
    const { date, day, region, service, signedHeaders } = this.claimed;
    const names = new Set(signedHeaders);
    const request = signableOf(wire, names);
    const canonical = this.createCanonicalRequest(
      request,
      getCanonicalHeaders(request, undefined, names),
      await this.payloadHash(wire),
    );
    const scope = createScope(day, region, service);
    const text = await this.createStringToSign(date, scope, canonical, ALGORITHM);
    return this.sign(text, { signingDate: dateOf(date) });
  }

  /** The hash in the header, if there is one. Whether it is that of the body is checked elsewhere. */
  private async payloadHash({ headers, body }: WireRequest): Promise<string> {
    const { service, expiresIn } = this.claimed;
    const said = header({ headers }, 'x-amz-content-sha256');
    if (said !== undefined) return said;
    if (service === 's3' && expiresIn !== undefined) return UNSIGNED;
    return getPayloadHash({ headers: {}, body } as unknown as Signable, sha256);
  }
}

/** The request with only its signed headers. */
function signableOf({ method, url, headers }: WireRequest, names: ReadonlySet<string>): Signable {
  const at = url.indexOf('?');
  const path = at < 0 ? url : url.slice(0, at);
  const signed = Object.keys(headers).filter((name) => names.has(name));
  const texts = signed.map((name) => [name, header({ headers }, name)] as const);
  return {
    method,
    path,
    query: queryOf(at < 0 ? '' : url.slice(at + 1)),
    headers: Object.fromEntries(texts),
  } as unknown as Signable;
}

/** The query as a client has it before it escapes it. Unlike in a form, a plus is not a space. */
function queryOf(text: string): Record<string, string[]> {
  const query: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const parameter of text.split('&').filter((one) => one !== '')) {
    const at = parameter.indexOf('=');
    const [name, value] =
      at < 0 ? [parameter, ''] : [parameter.slice(0, at), parameter.slice(at + 1)];
    (query[unescaped(name)] ??= []).push(unescaped(value));
  }
  return { ...query };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A name or value with invalid escapes can only have been signed unchanged.
    return text;
  }
}

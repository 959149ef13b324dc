// The signature that a request should have, by the library with which the SDK signs.
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

/** As every client of the SDK has it. */
const { sha256 } = new LambdaClient({ region: 'local' }).config;
const ALGORITHM = 'AWS4-HMAC-SHA256';
/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
const UNSIGNED = 'UNSIGNED-PAYLOAD';

/** @returns hexadecimal: what the owner of the key signs in the way that the request says */
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
    // S3 alone takes the path as it is sent.
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

  /** Of the header where there is one: whether the body is as it says is another question. */
  private async payloadHash({ headers, body }: WireRequest): Promise<string> {
    const { service, expiresIn } = this.claimed;
    const said = header({ headers }, 'x-amz-content-sha256');
    if (said !== undefined) return said;
    if (service === 's3' && expiresIn !== undefined) return UNSIGNED;
    return getPayloadHash({ headers: {}, body } as unknown as Signable, sha256);
  }
}

/** The request with its signed headers alone. */
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

/** As a client has it before it escapes it; a plus is no space there. */
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
    // What is not escaped as it has to be is signed as it is, if at all.
    return text;
  }
}

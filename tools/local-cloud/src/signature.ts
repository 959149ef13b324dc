// Who has signed a request, and for which service: AWS's signature says both in clear text.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
import type { WireRequest } from './storage';

export interface Signature {
  readonly accessKeyId: string;
  /** Such as `sqs`. */
  readonly service: string;
}

const IN_HEADER = /\bCredential=([^,\s]+)/;
const IN_ADDRESS = /[?&]X-Amz-Credential=([^&]+)/i;
const CREDENTIAL = /^([^/]+)\/(?:.*\/)?([\w-]+)\/aws4_request$/;

/** @returns undefined for a request that is not signed; whether the signature is right is not looked at */
export function signatureOf({
  headers,
  url,
}: Pick<WireRequest, 'headers' | 'url'>): Signature | undefined {
  const inHeader = IN_HEADER.exec(String(headers.authorization))?.[1];
  const inAddress = IN_ADDRESS.exec(url)?.[1]?.replaceAll(/%2F/gi, '/');
  const [, accessKeyId, service] = CREDENTIAL.exec(inHeader ?? inAddress ?? '') ?? [];
  if (accessKeyId === undefined || service === undefined) return undefined;
  return { accessKeyId, service };
}

// The presigned addresses of code: made by GetFunction and GetLayerVersionByArn, and what answers there.
import { readFile } from 'node:fs/promises';
import type { Seal } from '../../kernel/authentication/seal';
import { CODE_URL_SECONDS } from '../../kernel/aws-limits';
import type { Faults } from '../../kernel/faults/faults';
import type { WireResponse } from '../../kernel/wire';
import type { Functions } from './functions';
import type { Layers } from './layers';

/** Where zips can be downloaded, below the origin. */
export const CODE_PATH = '/_local/code/';

/**
 * Valid as long as one of AWS.
 *
 * @param name of a function, or the ARN of a layer
 */
export function codeAddress(
  name: string,
  { origin, seal }: { readonly origin: string; readonly seal: Pick<Seal, 'of'> },
): string {
  const expires = Date.now() + CODE_URL_SECONDS * 1000;
  const signature = seal.of(`${name} ${expires}`);
  return `${origin}${CODE_PATH}${encodeURIComponent(name)}?expires=${expires}&signature=${signature}`;
}

export interface DownloadRuntime {
  readonly functions: Pick<Functions, 'get'>;
  readonly layers: Pick<Layers, 'get'>;
  readonly faults: Pick<Faults, 'strike'>;
  readonly seal: Pick<Seal, 'isOf'>;
}

/** An address that has expired, or at which there is nothing, is refused as S3 refuses one. */
export async function downloadCode(
  url: URL,
  { functions, layers, faults, seal }: DownloadRuntime,
): Promise<WireResponse> {
  const name = decodeURIComponent(url.pathname.slice(CODE_PATH.length));
  const expires = url.searchParams.get('expires') ?? '';
  if (!seal.isOf(`${name} ${expires}`, url.searchParams.get('signature') ?? ''))
    return s3Error(403, 'AccessDenied', 'Access Denied');
  const fault = faults.strike('code', { struck: `the download of ${name}` });
  if (fault === 'expired' || Date.now() > Number(expires)) {
    return s3Error(403, 'AccessDenied', 'Request has expired');
  }
  if (fault === 'missing') {
    return s3Error(404, 'NoSuchKey', 'The specified key does not exist.');
  }
  const { zipFile } = name.includes(':layer:') ? layers.get(name) : functions.get(name);
  const zip = await readFile(zipFile);
  const middle = Math.floor(zip.length / 2);
  if (fault === 'corrupt') zip.writeUInt8(zip.readUInt8(middle) ^ 1, middle);
  const response = respond(200, 'application/zip', zip);
  return fault === 'truncated' ? brokenOff(response, middle) : response;
}

function respond(status: number, type: string, body: Buffer): WireResponse {
  return { status, headers: { 'content-type': type }, body };
}

function s3Error(status: number, code: string, message: string): WireResponse {
  const xml = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return respond(status, 'application/xml', Buffer.from(xml));
}

function brokenOff({ headers, body, ...answer }: WireResponse, bytes: number): WireResponse {
  const promised = { ...headers, 'content-length': String(body.length) };
  return { ...answer, headers: promised, body: body.subarray(0, bytes), breaksOff: true };
}

// For specs: the headers of a signed request, for requests that no client of the SDK sends.
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AccessKey, SessionCredentials } from '../kernel/authentication/callers';
import { REGION } from './fixture';
import { SPEC_KEY } from './spec-cloud';

export interface Signable {
  readonly method?: string;
  readonly url: string;
  /** Where it is not that of the address: as it is sent. */
  readonly path?: string;
  readonly service: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly key?: AccessKey & Partial<SessionCredentials>;
  readonly date?: Date;
}

export async function signedHeaders({
  method = 'POST',
  url,
  path,
  service,
  headers = {},
  body = '',
  key = SPEC_KEY,
  date = new Date(),
}: Signable): Promise<Record<string, string>> {
  const { sha256 } = new LambdaClient({ region: REGION }).config;
  const signer = new SignatureV4({
    service,
    region: REGION,
    credentials: key,
    sha256,
    uriEscapePath: service !== 's3',
  });
  const { host, pathname, search } = new URL(url);
  const [sent = '', query = ''] = (path ?? pathname + search).split('?', 2);
  const request = {
    method,
    protocol: 'http:',
    hostname: host,
    path: sent,
    body,
    query: Object.fromEntries(
      query
        .split('&')
        .filter(Boolean)
        .map((one) => one.split('=') as [string, string]),
    ),
    headers: { ...headers, host },
  };
  const signed = await signer.sign(request, { signingDate: date });
  return signed.headers;
}

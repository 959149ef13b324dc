// What a request is about, if it is for the console at all.
import { CONSOLE_PATHS } from './api';
import { signatureOf } from '../kernel/authentication/signature';
import type { WireRequest } from '../kernel/wire';

export interface Address {
  /** `start` leads to the page. */
  readonly kind: 'start' | 'page' | 'api';
  /** The whole path of a file of the page; of the API what comes below its path. */
  readonly path: string;
  readonly query: URLSearchParams;
}

/** @returns undefined for a request that is for a service of AWS */
export function addressOf(
  request: Pick<WireRequest, 'method' | 'url' | 'headers'>,
): Address | undefined {
  const [path = '', search = ''] = request.url.split('?', 2);
  const query = new URLSearchParams(search);
  if (path === CONSOLE_PATHS.page.slice(0, -1)) return { kind: 'start', path, query };
  if (path === '/' && isOfBrowser(request)) return { kind: 'start', path, query };
  if (path.startsWith(CONSOLE_PATHS.page)) return { kind: 'page', path, query };
  if (!path.startsWith(CONSOLE_PATHS.api)) return undefined;
  return { kind: 'api', path: path.slice(CONSOLE_PATHS.api.length), query };
}

/** At the same address, clients of S3 list the buckets: signed, and not to get a page. */
function isOfBrowser({ method, headers, url }: Parameters<typeof addressOf>[0]): boolean {
  const accepts = String(headers.accept).includes('text/html');
  return method === 'GET' && accepts && signatureOf({ headers, url }) === undefined;
}

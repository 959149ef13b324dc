// Recognizes the requests that are for the console, and what each one addresses.
import { CONSOLE_PATHS } from './api';
import { signatureOf } from '../kernel/authentication/signature';
import type { WireRequest } from '../kernel/wire';

export interface Address {
  /** `start` redirects to the page. */
  readonly kind: 'start' | 'page' | 'api';
  /** For a file of the page, the whole path; for the API, the part after its prefix. */
  readonly path: string;
  readonly query: URLSearchParams;
}

/** @returns undefined for a request to an AWS service */
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

/** S3 clients list the buckets at the same URL, but they sign the request and do not ask for HTML. */
function isOfBrowser({ method, headers, url }: Parameters<typeof addressOf>[0]): boolean {
  const accepts = String(headers.accept).includes('text/html');
  return method === 'GET' && accepts && signatureOf({ headers, url }) === undefined;
}

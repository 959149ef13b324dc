// Who may use the Runtime API: the runtime that was started for it, and no page in a browser.
import type { IncomingMessage } from 'node:http';

/**
 * Why a request is not the runtime's. Browsers send `Origin` with whatever could change something, and a page that
 * has its own name resolve to 127.0.0.1 comes with that name as `Host`.
 *
 * @param address host and port, as the variable AWS_LAMBDA_RUNTIME_API has them
 * @returns undefined for a request that may be answered
 */
export function strangeness({ headers }: IncomingMessage, address: string): string | undefined {
  if (headers.host !== undefined && headers.host !== address) {
    return `The host is ${JSON.stringify(headers.host.slice(0, 100))}, but this is ${address}.`;
  }
  if (headers.origin !== undefined) return 'Pages of the web may not use this API.';
  return undefined;
}

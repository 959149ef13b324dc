// Protects the Runtime API from web pages in a browser.
import { type IncomingMessage } from 'node:http';

/**
 * Browsers send `Origin` with every request that could change something. A page whose own name resolves to 127.0.0.1
 * (DNS rebinding) sends that name as `Host`.
 *
 * @param address host and port, as in AWS_LAMBDA_RUNTIME_API
 * @returns why the request is rejected; undefined for an acceptable one
 */
export function rejectionOf({ headers }: IncomingMessage, address: string): string | undefined {
  if (headers.host !== undefined && headers.host !== address) {
    return `The host is ${JSON.stringify(headers.host.slice(0, 100))}, but this is ${address}.`;
  }
  if (headers.origin !== undefined) return 'Web pages may not use this API.';
  return undefined;
}

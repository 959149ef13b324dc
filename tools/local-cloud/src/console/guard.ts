// Who may ask: the console's own page and programs of this machine, no pages of others, whatever name they reach it by.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { RequestError } from './request-error';

/** Changes come by this alone, so a request of a foreign page that a browser sends unasked never is one. */
const JSON_TYPE = /^application\/json(;|$)/i;

/**
 * For every request on the port: pages of others use nothing of the local cloud. SDKs and the AWS CLI send no Origin.
 *
 * @throws {RequestError} 403
 */
export function refuseForeignOrigin({ origin }: IncomingHttpHeaders, port: number): void {
  if (origin === undefined || namesOf(port).some((name) => origin === `http://${name}`)) return;
  throw new RequestError(403, `Pages of ${origin} may not use the local cloud.`);
}

/**
 * For the console. A page that has got its own name resolved to this machine (DNS rebinding) still sends that name
 * as Host. https://fetch.spec.whatwg.org/#sec-fetch-site-header tells who asks, where the browser knows it.
 *
 * @param isPage whether it is about the page itself, to which anybody may link
 * @throws {RequestError} 403
 */
export function refuseStrangers(headers: IncomingHttpHeaders, port: number, isPage: boolean): void {
  const { host = '' } = headers;
  if (!namesOf(port).includes(host)) {
    throw new RequestError(
      403,
      `The console is not at ${JSON.stringify(host)}: use http://127.0.0.1:${port}`,
    );
  }
  const site = headers['sec-fetch-site'] ?? 'none';
  if (site === 'same-origin' || site === 'none') return;
  if (isPage && headers['sec-fetch-mode'] === 'navigate') return;
  throw new RequestError(403, 'Other pages may not use the console.');
}

/** @throws {RequestError} 405, 415 */
export function refuseSimpleRequests({ method, headers }: IncomingMessage): void {
  if (method !== 'POST') throw new RequestError(405, `This wants POST, not ${String(method)}.`);
  if (JSON_TYPE.test(headers['content-type'] ?? '')) return;
  throw new RequestError(415, 'This wants the header Content-Type: application/json.');
}

/** What the loopback is called. */
function namesOf(port: number): string[] {
  const hosts = ['127.0.0.1', 'localhost'];
  return [...hosts.map((host) => `${host}:${port}`), ...(port === 80 ? hosts : [])];
}

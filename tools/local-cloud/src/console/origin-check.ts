// Allows requests from the console's own page and from programs on this machine, and refuses foreign pages.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { RequestError } from './request-error';

/** Required for every change: a browser sends it across origins only after a preflight request, which is refused. */
const JSON_TYPE = /^application\/json(;|$)/i;

/**
 * Applies to every request on the port: foreign pages may not use the local cloud. SDKs and the AWS CLI send neither an
 * Origin nor the headers by which a browser describes a request: https://fetch.spec.whatwg.org/#sec-fetch-site-header
 *
 * @param isPage whether the request is for the page itself, which any site may link to
 * @throws {RequestError} 403
 */
export function refuseForeignPages(
  headers: IncomingHttpHeaders,
  port: number,
  isPage: boolean,
): void {
  const { origin } = headers;
  if (origin !== undefined && !namesOf(port).some((name) => origin === `http://${name}`)) {
    throw new RequestError(403, `Pages from ${origin} may not use the local cloud.`);
  }
  const site = headers['sec-fetch-site'] ?? 'none';
  if (site === 'same-origin' || site === 'none') return;
  if (isPage && headers['sec-fetch-mode'] === 'navigate') return;
  throw new RequestError(403, 'Other pages may not use the local cloud.');
}

/**
 * A page whose domain name resolves to this machine (DNS rebinding) still sends that name as Host.
 *
 * @throws {RequestError} 403
 */
export function refuseOtherNames({ host = '' }: IncomingHttpHeaders, port: number): void {
  if (namesOf(port).includes(host)) return;
  throw new RequestError(
    403,
    `The console is not served at ${JSON.stringify(host)}: use http://127.0.0.1:${port}`,
  );
}

/**
 * The services accept more names: a bucket name can precede localhost, and a container can use the machine's IP address
 * or Docker's name for it. No foreign page can have one of these names.
 *
 * @throws {RequestError} 403
 */
export function refuseRebound({ host = '' }: IncomingHttpHeaders, port: number): void {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  if (isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0) return;
  if (/^(.+\.)?localhost$/.test(name) || name === 'host.docker.internal') return;
  throw new RequestError(
    403,
    `The local cloud is not served at ${JSON.stringify(host)}: use http://127.0.0.1:${port}`,
  );
}

/** @throws {RequestError} 405, 415 */
export function refuseSimpleRequests({ method, headers }: IncomingMessage): void {
  if (method !== 'POST') throw new RequestError(405, `Use POST here, not ${String(method)}.`);
  if (JSON_TYPE.test(headers['content-type'] ?? '')) return;
  throw new RequestError(415, 'Send the header Content-Type: application/json.');
}

/** The names of the loopback address. */
function namesOf(port: number): string[] {
  const hosts = ['127.0.0.1', 'localhost'];
  return [...hosts.map((host) => `${host}:${port}`), ...(port === 80 ? hosts : [])];
}

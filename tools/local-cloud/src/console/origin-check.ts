// Who may ask: the console's own page and programs of this machine, no pages of others, whatever name they reach it by.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { RequestError } from './request-error';

/** Changes come by this alone, so a request of a foreign page that a browser sends unasked never is one. */
const JSON_TYPE = /^application\/json(;|$)/i;

/**
 * For every request on the port: pages of others use nothing of the local cloud. SDKs and the AWS CLI send no Origin,
 * and nothing of https://fetch.spec.whatwg.org/#sec-fetch-site-header, by which a browser tells who asks.
 *
 * @param isPage whether it is about the page itself, to which anybody may link
 * @throws {RequestError} 403
 */
export function refuseForeignPages(
  headers: IncomingHttpHeaders,
  port: number,
  isPage: boolean,
): void {
  const { origin } = headers;
  if (origin !== undefined && !namesOf(port).some((name) => origin === `http://${name}`)) {
    throw new RequestError(403, `Pages of ${origin} may not use the local cloud.`);
  }
  const site = headers['sec-fetch-site'] ?? 'none';
  if (site === 'same-origin' || site === 'none') return;
  if (isPage && headers['sec-fetch-mode'] === 'navigate') return;
  throw new RequestError(403, 'Other pages may not use the local cloud.');
}

/**
 * A page that has got its own name resolved to this machine (DNS rebinding) still sends that name as Host.
 *
 * @throws {RequestError} 403
 */
export function refuseOtherNames({ host = '' }: IncomingHttpHeaders, port: number): void {
  if (namesOf(port).includes(host)) return;
  throw new RequestError(
    403,
    `The console is not at ${JSON.stringify(host)}: use http://127.0.0.1:${port}`,
  );
}

/**
 * For the services, whose names are more: a bucket can stand in front of localhost, a container can call the machine
 * by its address or by Docker's name. None of these can be a page's own.
 *
 * @throws {RequestError} 403
 */
export function refuseRebound({ host = '' }: IncomingHttpHeaders, port: number): void {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  if (isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0) return;
  if (/^(.+\.)?localhost$/.test(name) || name === 'host.docker.internal') return;
  throw new RequestError(
    403,
    `The local cloud is not at ${JSON.stringify(host)}: use http://127.0.0.1:${port}`,
  );
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

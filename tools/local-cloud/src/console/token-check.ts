// Checks the token: browsers get a cookie at the printed URL, and commands send a header.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { CONSOLE_PATHS } from './api';
import type { Address } from './address';
import { RequestError } from './request-error';

/** The query parameter of the printed URL. */
export const TOKEN_PARAMETER = 'token';

/** Each run has its own token, so one that leaks to a later process on the port is worthless. */
export function newToken(): string {
  return randomBytes(30).toString('base64url');
}

/** The URL that opens the console in a browser. */
export function consoleAddress(origin: string, token: string): string {
  return `${origin}${CONSOLE_PATHS.page}?${TOKEN_PARAMETER}=${token}`;
}

export class TokenCheck {
  /** Named after the port: browsers share cookies among the ports of a host, and each can have a local cloud. */
  private readonly cookie: string;

  constructor(
    private readonly token: string,
    port: number,
  ) {
    this.cookie = `local-cloud-${port}`;
  }

  /** @returns the cookie for a browser that opens the printed URL; undefined for any other request */
  cookieFor({ kind, query }: Address): string | undefined {
    if (kind === 'api' || !this.isToken(query.get(TOKEN_PARAMETER))) return undefined;
    return `${this.cookie}=${this.token}; Path=/_local/; HttpOnly; SameSite=Strict`;
  }

  /** @throws {RequestError} 403 */
  refuseWithout({ cookie = '', authorization = '' }: IncomingHttpHeaders): void {
    const [, bearer] = /^Bearer (\S+)$/i.exec(authorization) ?? [];
    const cookies = cookie.split(/; */).map((one) => one.split('='));
    const inCookie = cookies.filter(([name]) => name === this.cookie).map(([, value]) => value);
    if ([bearer, ...inCookie].some((one) => this.isToken(one))) return;
    throw new RequestError(
      403,
      'Open the console at the URL with a token that the local cloud printed: the browser then keeps its access.',
    );
  }

  private isToken(text: string | null | undefined): boolean {
    if (text === null || text === undefined) return false;
    const [a, b] = [text, this.token].map((one) => createHash('sha256').update(one).digest());
    return a !== undefined && b !== undefined && timingSafeEqual(a, b);
  }
}

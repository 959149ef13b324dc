// Lets in who has the token: by the address that is printed, from then on by a cookie, and commands by a header.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { CONSOLE_PATHS } from './api';
import type { Address } from './address';
import { RequestError } from './request-error';

/** The parameter of the printed address. */
export const TOKEN_PARAMETER = 'token';

/** For one run: who gets the port after it learns nothing that is still worth anything. */
export function newToken(): string {
  return randomBytes(30).toString('base64url');
}

/** The address at which a browser gets the page. */
export function consoleAddress(origin: string, token: string): string {
  return `${origin}${CONSOLE_PATHS.page}?${TOKEN_PARAMETER}=${token}`;
}

export class TokenCheck {
  /** Cookies do not tell ports apart, and each may have a local cloud. */
  private readonly cookie: string;

  constructor(
    private readonly token: string,
    port: number,
  ) {
    this.cookie = `local-cloud-${port}`;
  }

  /** @returns the cookie for a browser that comes by the printed address; undefined for any other request */
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
      'The console opens by the address with a token that the local cloud has printed, and stays open for that browser.',
    );
  }

  private isToken(text: string | null | undefined): boolean {
    if (text === null || text === undefined) return false;
    const [a, b] = [text, this.token].map((one) => createHash('sha256').update(one).digest());
    return a !== undefined && b !== undefined && timingSafeEqual(a, b);
  }
}

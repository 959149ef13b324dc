// A local cloud with the console and a browser, shared by the specs of a file.
import { type CloudOptions } from '@immortal/local-cloud';
import { type Browser } from 'playwright-core';
import { Harness } from './harness';
import { openBrowser } from './browser';

export interface Session {
  readonly harness: Harness;
  readonly browser: Browser;
}

/** Starts before the specs of the calling file, and stops after them. */
export function useSession(options?: Partial<CloudOptions>): Session {
  const session = {} as { -readonly [Part in keyof Session]: Session[Part] };
  beforeAll(async () => {
    [session.harness, session.browser] = await Promise.all([Harness.open(options), openBrowser()]);
  });
  afterAll(async () => {
    await session.browser.close();
    await session.harness.close();
  });
  return session;
}

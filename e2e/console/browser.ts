// The browser of the suite, as a person would have it, but without a window.
import { type Browser, chromium, type Page } from 'playwright-core';

/** Nothing of it goes to the network or asks questions. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Longer than anything takes, so that only a defect gets so far. */
const PATIENCE_MS = 60_000;

export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: FLAGS });
}

export interface Visit {
  readonly page: Page;
  /** What the browser has complained of, and errors of the page. */
  readonly complaints: string[];
}

export interface VisitOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** Opens the page in a browser that has never seen it, and closes what was opened before. */
export async function visit(
  browser: Browser,
  url: string,
  { width = 1280, height = 800, colorScheme = 'light' }: VisitOptions = {},
): Promise<Visit> {
  await Promise.all(browser.contexts().map((one) => one.close()));
  const viewport = { width, height };
  const permissions = ['clipboard-read', 'clipboard-write'];
  const context = await browser.newContext({ viewport, colorScheme, permissions });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  await page.goto(url);
  return { page, complaints };
}

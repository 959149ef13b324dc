// The browser of the suite: headless Chromium.
import { type Browser, chromium, type Page } from 'playwright-core';

/** Keeps the browser from using the network and from asking questions. */
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

/** A generous limit that only a defect reaches. */
const PATIENCE_MS = 60_000;

export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: FLAGS });
}

export interface Visit {
  readonly page: Page;
  /** Console errors and warnings, and uncaught errors of the page. */
  readonly complaints: string[];
}

export interface VisitOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** Opens a page in a fresh browser context, and closes earlier ones. */
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

// Regenerates the console screenshots: runs npm start -- --keep with a fault, sends a few more events, and captures the page.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { type Browser } from 'playwright-core';
import { CloudOutput } from '../cloud-output';
import { openBrowser } from './browser';
import { bars } from './page';

const WORKSPACE = path.join(__dirname, '../..');
const CLI = path.join(WORKSPACE, 'tools/local-cloud/bin/local-cloud.cjs');
const SMOKE = 'functions/immortal-dev-smoke/invocations';
/** Small enough for a README, and sharp on a high-density screen. */
const VIEWPORT = { width: 1180, height: 860 };
const PIXELS = 1.3;

async function main(): Promise<void> {
  // Fargate Spot reclaims the first container.
  const args = [CLI, 'demo', '--keep', '--json', '--fault', 'task=spot'];
  const cloud = spawn(process.execPath, [...args, ...process.argv.slice(2)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  cloud.stderr.resume();
  const browser = await openBrowser();
  try {
    const output = new CloudOutput(cloud);
    const [, page = ''] = await output.until(/"type":"started".*"console":"([^"]+)"/);
    await output.until(/"type":"fault"/);
    await sendOthers(page);
    const [, requestId = ''] = await output.until(/"type":"summary".*"requestId":"([^"]+)"/);
    // One task is running, and one waits for capacity.
    await send(page, { id: 'long', sleepSeconds: 10 });
    await output.until(/"type":"task".*"status":"RUNNING"/);
    await send(page, { id: 'next', sleepSeconds: 10 });
    for (const theme of ['light', 'dark'] as const) {
      await take(browser, `${page}#/rescues/${requestId}`, theme);
    }
  } finally {
    await browser.close();
    cloud.kill('SIGINT');
    if (cloud.exitCode === null) await once(cloud, 'exit');
  }
}

/** Some events that succeed in Lambda, one that is rescued, and one that is parked. */
async function sendOthers(page: string): Promise<void> {
  await send(page, { id: 'quick', sleepSeconds: 0 }, 2);
  await send(page, { id: 'slow', sleepSeconds: 4 });
  await send(page, { wrong: true });
  await send(page, { id: 'quick', sleepSeconds: 0 });
}

async function send(page: string, event: object, times = 1): Promise<void> {
  const token = new URL(page).searchParams.get('token') ?? '';
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const url = new URL(`/_local/api/${SMOKE}?times=${times}`, page);
  await fetch(url, { method: 'POST', headers, body: JSON.stringify(event) });
}

async function take(browser: Browser, url: string, colorScheme: 'light' | 'dark'): Promise<void> {
  const context = await browser.newContext({
    viewport: VIEWPORT,
    colorScheme,
    deviceScaleFactor: PIXELS,
  });
  const page = await context.newPage();
  await page.goto(url);
  await bars(page).filter({ hasText: 'exit code 0' }).waitFor();
  await page.getByRole('log', { name: 'Log lines' }).getByText('The function returned').waitFor();
  const name = colorScheme === 'light' ? 'console.png' : 'console-dark.png';
  const picture = await page.screenshot({ path: path.join(WORKSPACE, 'docs', name) });
  process.stdout.write(`docs/${name}: ${picture.length} bytes\n`);
  await context.close();
}

void main();

// Thousands of rescues in one session: the list scrolls smoothly, and memory stays bounded.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type TaskHandle } from '@immortal/local-cloud';
import { MAX_RESCUES } from '@immortal/local-cloud/testing';
import { type Page } from 'playwright-core';
import { visit } from './browser';
import { detail, expectShown, expectState, rows } from './page';
import { useSession } from './session';

const MB = 1024 * 1024;
/** The page's memory limit, and the growth allowed for another thousand rescues once the oldest are dropped. */
const MAX_PAGE_MB = 40;
const MAX_GROWTH_MB = 8;
const MAX_NODES = 2000;

const session = useSession({ launchTask: launchNothing });

/** A task that ends immediately: thousands of containers would take hours. */
function launchNothing(_task: unknown, onLine: (line: string) => void): Promise<TaskHandle> {
  onLine('a line of the container');
  const done = Promise.resolve();
  return Promise.resolve({
    ended: Promise.resolve({ exitCode: 0 }),
    stop: () => undefined,
    hasChildren: () => Promise.resolve(false),
    kill: () => done,
    killChildren: () => done,
  });
}

async function rescueMany(count: number): Promise<void> {
  let done = 0;
  const all = session.harness.until((entry) => {
    if (entry.type === 'task' && entry.status === 'STOPPED') done += 1;
    return done === count;
  });
  await session.harness.send({}, count);
  await all;
}

interface Figures {
  readonly rescues: number;
  readonly pageMb: number;
  readonly nodes: number;
  readonly serverMb: number;
}

async function measure(page: Page, rescues: number): Promise<Figures> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Performance.enable');
  await devTools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devTools.send('Performance.getMetrics');
  const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? NaN;
  await devTools.detach();
  collectGarbage();
  return {
    rescues,
    pageMb: Math.round(metric('JSHeapUsedSize') / MB),
    nodes: metric('Nodes'),
    serverMb: Math.round(process.memoryUsage().heapUsed / MB),
  };
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

/** @param share of the way, 1 for the end; @returns the longest pause between two frames on the way, in milliseconds */
async function scrollTo(page: Page, share: number): Promise<number> {
  return page.evaluate<number>(`(async () => {
    const list = document.querySelector('[role=grid]');
    const to = ${share} * (list.scrollHeight - list.clientHeight);
    const from = list.scrollTop;
    let longest = 0;
    let last = performance.now();
    for (let step = 1; step <= 60; step += 1) {
      list.scrollTop = from + ((to - from) * step) / 60;
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }
    return Math.round(longest);
  })()`);
}

it('stays smooth and bounded with 5,000 rescues and more', async () => {
  const { page, complaints } = await visit(session.browser, session.harness.url);
  const figures: Figures[] = [];
  const [first = ''] = await session.harness.send({});
  await page.goto(`${session.harness.url}#/rescues/${first}`);
  await expectState(page, 'succeeded');
  let total = 1;
  for (const count of [499, MAX_RESCUES - 500, 1000, 1000]) {
    await rescueMany(count);
    total += count;
    const kept = Math.min(total, MAX_RESCUES);
    await expectShown(page.getByRole('button', { name: `succeeded ${kept}` }));
    figures.push(await measure(page, total));
  }
  const pauses = [await scrollTo(page, 1), await scrollTo(page, 0.5)];
  console.log(
    [
      ...figures.map((one) => JSON.stringify(one)),
      `longest pauses in ms: ${pauses.join(', ')}`,
    ].join('\n'),
  );

  expect(await rowsShown(page)).toContain(MAX_RESCUES / 2);
  expect(Math.max(...figures.map(({ nodes }) => nodes))).toBeLessThan(MAX_NODES);
  expect(Math.max(...figures.map(({ pageMb }) => pageMb))).toBeLessThan(MAX_PAGE_MB);
  const [before, after] = figures.slice(-2);
  expect(after!.pageMb - before!.pageMb).toBeLessThan(MAX_GROWTH_MB);
  expect(after!.serverMb - before!.serverMb).toBeLessThan(MAX_GROWTH_MB);
  // The open rescue stays although the list has dropped it.
  await expectShown(detail(page).getByText(first));
  await expectState(page, 'succeeded');
  expect(complaints).toEqual([]);
}, 600_000);

/** The indexes of the rendered rows. */
async function rowsShown(page: Page): Promise<number[]> {
  const all = await rows(page).all();
  return Promise.all(all.map(async (one) => Number(await one.getAttribute('aria-rowindex'))));
}

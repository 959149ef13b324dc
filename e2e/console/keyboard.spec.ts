// Every action of the page, by keyboard only.
import { type Page } from 'playwright-core';
import { visit } from './browser';
import { armFault, detail, expectState, expectShown } from './page';
import { useSession } from './session';

const session = useSession();

/** More presses of Tab mean that the element is unreachable. */
const MAX_TABS = 80;

/** Presses Tab until the element with this name has the focus. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let count = 0; count < MAX_TABS; count += 1) {
    await page.keyboard.press('Tab');
    const found = await nameInFocus(page);
    if (typeof name === 'string' ? found === name : name.test(found)) return;
  }
  throw new Error(`nothing that is called ${String(name)} is reached by Tab`);
}

/** The accessible name, simplified: the aria-label, the field's label, or the text. */
function nameInFocus(page: Page): Promise<string> {
  return page.evaluate<string>(`(() => {
    const one = document.activeElement;
    return one.getAttribute('aria-label') ?? one.labels?.[0]?.innerText ?? one.innerText ?? '';
  })()`);
}

async function open(page: Page, view: string | RegExp): Promise<void> {
  await page.keyboard.press('Escape');
  await page.evaluate('document.activeElement.blur()');
  await tabTo(page, view);
  await page.keyboard.press('Enter');
}

/** Selects an option by its first letters, once there are options. */
async function choose(page: Page, label: string, choice: string): Promise<void> {
  await tabTo(page, label);
  const option = page.getByLabel(label).locator('option').getByText(choice, { exact: true });
  await option.waitFor({ state: 'attached' });
  await page.keyboard.type(choice);
  await page.waitForFunction(`document.activeElement.value === '${choice}'`);
}

/** Types an event and sends it. */
async function send(page: Page, event: string): Promise<void> {
  await open(page, 'Send');
  await tabTo(page, 'Event');
  await page.keyboard.press('Control+A');
  await page.keyboard.type(event);
  await tabTo(page, 'Send');
  await page.keyboard.press('Enter');
}

it('the first Tab skips the header', async () => {
  const { page } = await visit(session.browser, session.harness.url);
  await tabTo(page, 'Skip to content');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await nameInFocus(page)).not.toBe('Rescues');
  await tabTo(page, 'Send an event');
});

it('sends an event, opens it from the list, and visits each bar and tab', async () => {
  const { page } = await visit(session.browser, session.harness.url);
  await send(page, '{"milliseconds": 200}');
  await expectState(page, 'succeeded');
  const [, first = ''] = /rescues\/([^?]+)/.exec(page.url()) ?? [];
  await send(page, '{"says": "second"}');
  await expectState(page, 'succeeded');

  await tabTo(page, 'Rescues, the newest first');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  // The second rescue has bars of the same names, so wait until it is gone.
  await expectShown(detail(page).getByText(first));
  await tabTo(page, /^Attempt 1 of 1/);
  for (const heading of ['Dead letter', 'Secondary', 'Launching', 'Task']) {
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expectShown(detail(page).getByRole('heading', { name: heading }));
  }
  await tabTo(page, /^Log/);
  for (const tab of ['Event', 'Context', 'Timeline', 'Log']) {
    await page.keyboard.press('ArrowRight');
    expect(await nameInFocus(page)).toMatch(new RegExp(`^${tab}`));
  }
});

it('filters the list by state', async () => {
  const { page } = await visit(session.browser, session.harness.url);
  await session.harness.send({});
  await expectShown(page.getByRole('button', { name: /^succeeded [1-9]/ }));
  await tabTo(page, /^succeeded/);
  await page.keyboard.press('Space');
  await expectShown(page.getByRole('button', { name: /^succeeded/, pressed: true }));
});

it('arms and disarms a fault, and changes the time scale', async () => {
  const { page } = await visit(session.browser, session.harness.url);
  await open(page, /^Break it\s*\d*$/);
  await choose(page, 'Where', 'code');
  await choose(page, 'What', 'missing');
  await tabTo(page, 'Arm');
  await page.keyboard.press('Enter');
  await expectShown(page.getByText('Armed code=missing.'));
  await tabTo(page, 'Scale');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('10000');
  await tabTo(page, 'Change');
  await page.keyboard.press('Enter');
  await expectShown(page.getByText('10000× time'));
  await tabTo(page, /^Disarm/);
  await page.keyboard.press('Enter');
  await expectShown(page.getByText('No faults armed.'));
});

it('stops a task, sends the parked event back, and drops it', async () => {
  const { page } = await visit(session.browser, session.harness.url);
  await send(page, '{"milliseconds": 2000, "fails": true}');
  await expectState(page, 'running');
  await tabTo(page, 'Stop the task');
  await page.keyboard.press('Enter');
  await expectState(page, 'parked');

  await open(page, /^Parked\s*\d*$/);
  await expectShown(page.getByText('A person or a program stopped the task'));
  await tabTo(page, /^Redrive/);
  await page.keyboard.press('Enter');
  await expectShown(page.getByText('No parked events'));
  await expectShown(page.getByText('The function failed in the container'));
  await tabTo(page, /^Drop/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expectShown(page.getByText('No parked events'));
});

it('switches between the light and dark theme', async () => {
  const { page } = await visit(session.browser, session.harness.url);
  await tabTo(page, /Theme/);
  const theme = () => page.evaluate('document.documentElement.dataset.theme');
  await page.keyboard.press('Enter');
  expect(await theme()).toBe('light');
  await page.keyboard.press('Enter');
  expect(await theme()).toBe('dark');
  await page.reload();
  expect(await theme()).toBe('dark');
});

it('keeps the focus in the content when the focused element disappears', async () => {
  const { page } = await visit(session.browser, session.harness.url);
  await armFault(page, 'code', 'expired');
  await tabTo(page, /^Disarm/);
  await page.keyboard.press('Enter');
  await expectShown(page.getByText('No faults armed.'));
  expect(await page.evaluate('document.activeElement.id')).toBe('main');
});

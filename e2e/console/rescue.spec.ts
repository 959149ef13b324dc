// A rescue in the page, from sending an event to its success.
import { type Page } from 'playwright-core';
import { PRIMARY } from '../testbed/service';
import { visit } from './browser';
import { bars, detail, goTo, rows, sendEvent, expectState, expectShown } from './page';
import { useSession } from './session';

const session = useSession();

/** The names of the bars, without their outcomes. */
async function stepsOf(page: Page): Promise<(string | undefined)[]> {
  const names = await bars(page).allTextContents();
  return names.map((name) => name.replace(/ [0-9a-f]{8}/, '').split(',')[0]);
}

it('shows a rescue from the invocation to the success in a container', async () => {
  const { page, complaints } = await visit(session.browser, session.harness.url);
  await sendEvent(page, '{"milliseconds": 1500, "says": "halfway"}');

  // The rescue opens immediately, and its log lines arrive while it runs.
  await expectState(page, 'running');
  await expectShown(detail(page).getByText('halfway'));
  await expectState(page, 'succeeded');
  await expectShown(detail(page).getByText('in a container'));
  const all = await bars(page).all();
  const names = await Promise.all(all.map((one) => one.textContent()));
  expect(names.map((name) => name?.replace(/ [0-9a-f]{8}|,[^,]*$/g, ''))).toEqual([
    'Attempt 1 of 1, failed',
    'Dead letter, delivered to immortal-dev-secondary',
    'Secondary, done',
    'Launching, done',
    'Task, succeeded, exit code 0',
    'Secondary, follow-up, done',
  ]);

  // An attempt shows its error, and a task its variables.
  await bars(page).filter({ hasText: 'Attempt 1' }).click();
  await expectShown(detail(page).getByText('too long for Lambda', { exact: true }));
  await detail(page).getByRole('tab', { name: 'Event' }).click();
  await expectShown(detail(page).getByText('"milliseconds"'));
  await bars(page).filter({ hasText: 'Task' }).click();
  await detail(page).getByRole('tab', { name: 'Context' }).click();
  await expectShown(detail(page).getByText('AWS_LAMBDA_FUNCTION_CONTEXT', { exact: true }));
  expect(complaints).toEqual([]);
});

it('opens the same bar of the same rescue from its URL', async () => {
  const [requestId = ''] = await session.harness.send({});
  const first = await visit(session.browser, session.harness.url);
  await rows(first.page)
    .filter({ hasText: requestId.slice(0, 8) })
    .click();
  await expectState(first.page, 'succeeded');
  await bars(first.page).filter({ hasText: 'Dead letter' }).click();
  await first.page.getByRole('button', { name: 'Copy link' }).click();
  const link = await first.page.evaluate<string>('navigator.clipboard.readText()');
  expect(link).toBe(`${session.harness.pageUrl}#/rescues/${requestId}/dead-letter-1?of=${PRIMARY}`);

  // Another browser needs the token first.
  const { pageUrl, url } = session.harness;
  const second = await visit(session.browser, link.replace(pageUrl, url));
  await expectShown(detail(second.page).getByRole('heading', { name: 'Dead letter' }));
  await second.page.reload();
  await expectShown(detail(second.page).getByText(requestId));
  await expectShown(detail(second.page).getByRole('heading', { name: 'Dead letter' }));
});

it('filters the list by function and state, also after a reload', async () => {
  const { page } = await visit(session.browser, session.harness.url);
  const [failing = ''] = await session.harness.send({ fails: true });
  await expectShown(
    rows(page)
      .filter({ hasText: failing.slice(0, 8) })
      .getByText('parked'),
  );
  await page.getByRole('button', { name: /^parked/ }).click();
  await expectShown(page.getByText(/^1 of \d+ rescues$/));
  expect(await rows(page).count()).toBe(1);
  await page.reload();
  await expectShown(page.getByText(/^1 of \d+ rescues$/));
  await page.getByLabel('Function').selectOption({ label: 'secondary' });
  await expectShown(page.getByText(/^0 of \d+ rescues$/));
});

it('sends many events at once, and counts them', async () => {
  const { page } = await visit(session.browser, session.harness.url);
  await goTo(page, 'Send');
  await page.getByLabel('Times').fill('12');
  await page.getByRole('button', { name: 'Send 12 times' }).click();
  await expectShown(page.getByText('Sent 12 events.'));
  await goTo(page, 'Health');
  await expectShown(
    page.getByRole('img', { name: new RegExp(`^${PRIMARY}-failures: \\d+ messages`) }),
  );
});

it('refuses to send invalid JSON, with the reason', async () => {
  const { page } = await visit(session.browser, session.harness.url);
  await goTo(page, 'Send');
  await page.getByLabel('Event', { exact: true }).fill('{"id": ');
  await expectShown(page.getByText('This is not JSON'));
  expect(await page.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true);
  // The draft survives a reload.
  await page.reload();
  expect(await page.getByLabel('Event', { exact: true }).inputValue()).toBe('{"id": ');
});

it.each(['S3', 'SNS', 'Schedule', 'EventBridge'])('has a sample event of %s', async (name) => {
  const { page } = await visit(session.browser, `${session.harness.url}#/send`);
  const group = page.getByRole('group', { name: 'Sample events' });
  await group.getByRole('button', { name }).click();
  await expectShown(page.getByText(/^JSON, \d+ bytes\.$/));
});

it('shows two functions that share a request id as two rescues', async () => {
  const [requestId = ''] = await session.harness.send({});
  const other = 'immortal-dev-immortal-handler';
  // The secondary parks a body that is not JSON immediately.
  await session.harness.sendDeadLetter(other, requestId, 'not JSON');
  const { page } = await visit(session.browser, session.harness.url);
  const both = rows(page).filter({ hasText: requestId.slice(0, 8) });
  await expectShown(both.filter({ hasText: 'succeeded' }).getByText('smoke'));
  await expectShown(both.filter({ hasText: 'parked' }).getByText('immortal-handler'));
  expect(await both.count()).toBe(2);

  // The request id alone is ambiguous.
  await page.goto(`${session.harness.url}#/rescues/${requestId}`);
  await expectShown(detail(page).getByRole('link', { name: PRIMARY }));
  await detail(page).getByRole('link', { name: other }).click();
  await expectShown(detail(page).getByRole('heading', { name: other }));
  await expectState(page, 'parked');
  expect(page.url()).toBe(`${session.harness.pageUrl}#/rescues/${requestId}?of=${other}`);
  expect(await stepsOf(page)).toEqual(['Secondary', 'Parked']);
  await both.filter({ hasText: 'succeeded' }).click();
  await expectShown(bars(page).filter({ hasText: 'Attempt 1 of 1' }));
  expect(await stepsOf(page)).toEqual([
    'Attempt 1 of 1',
    'Dead letter',
    'Secondary',
    'Launching',
    'Task',
    'Secondary',
  ]);
});

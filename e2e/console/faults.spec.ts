// Breaking and rescuing, by the page alone.
import { PARKED_QUEUE } from '../testbed/service';
import { visit } from './browser';
import { armFault, bars, detail, goTo, rows, sendEvent, expectState, expectShown } from './page';
import { useSession } from './session';

const session = useSession();

it('parks an event by a fault that was armed in the page, and rescues it by redriving', async () => {
  const { page, complaints } = await visit(session.browser, session.harness.url);
  await armFault(page, 'task', 'oom');
  expect(session.harness.cloud.faults.list()).toEqual([{ point: 'task', kind: 'oom', left: 1 }]);

  await sendEvent(page, '{"milliseconds": 300}');
  await expectState(page, 'parked');
  await expectShown(detail(page).getByText('task=oom hits the task'));

  await goTo(page, 'Parked');
  await expectShown(page.getByText('The container ran out of memory'));
  await page.getByRole('button', { name: 'Event' }).click();
  await expectShown(page.getByText('"milliseconds"'));
  await page.getByRole('button', { name: /^Redrive/ }).click();
  await expectShown(page.getByText('Nothing is parked'));

  await goTo(page, 'Rescues');
  await rows(page).first().click();
  await expectState(page, 'succeeded');
  const labels = await bars(page).allInnerTexts();
  expect(labels.filter((label) => label.startsWith('Task'))).toHaveLength(2);
  expect(labels.some((label) => label.startsWith('In the queue again'))).toBe(true);
  expect(complaints).toEqual([]);
});

it('drops what is parked when it is told so twice', async () => {
  const { page } = await visit(session.browser, session.harness.url);
  await sendEvent(page, '{"fails": true}');
  await expectState(page, 'parked');
  // It goes on, also in the waterfall: for more than a second, in time.
  await expectShown(bars(page).filter({ hasText: /^Parked, going on,[1-9][\d.]* s/ }));
  await detail(page).getByRole('button', { name: 'Drop', exact: true }).click();
  await expectState(page, 'parked');
  await detail(page).getByRole('button', { name: 'Drop for good: Drop' }).click();
  await expectState(page, 'dropped');
});

it('sends back what somebody has read, as soon as nobody reads it any more', async () => {
  const { page } = await visit(session.browser, session.harness.url);
  await sendEvent(page, '{"fails": true}');
  await expectState(page, 'parked');
  const queue = `arn:aws:sqs:eu-west-1:000000000000:${PARKED_QUEUE}`;
  const { storage } = session.harness.cloud;
  const [message] = await storage.receiveMessages(queue, { max: 1, waitSeconds: 0 });
  await goTo(page, 'Parked');
  await expectShown(page.getByText('Another consumer is reading it.'));
  await storage.changeVisibility(queue, message?.receiptHandle ?? '', 0);
  await page.getByRole('button', { name: /^Redrive/ }).click();
  await expectShown(page.getByText('Sent back to its queue.'));
});

it('stops a task', async () => {
  const { page } = await visit(session.browser, session.harness.url);
  await sendEvent(page, '{"milliseconds": 60000}');
  await expectState(page, 'running');
  await detail(page).getByRole('button', { name: 'Stop the task' }).click();
  await expectState(page, 'parked');
  await bars(page).filter({ hasText: 'Task' }).click();
  await expectShown(detail(page).getByText('stopped, exit code 143', { exact: true }));
});

it('arms an error of AWS by its name, so many times, and disarms it', async () => {
  const { page } = await visit(session.browser, `${session.harness.url}#/faults`);
  await page.getByLabel('Where').selectOption('ecs.RunTask');
  await page.getByLabel('Error of AWS').fill('ServerException');
  await page.getByLabel('Times').fill('3');
  await expectShown(page.getByText('--fault ecs.RunTask=ServerException:3'));
  await page.getByRole('button', { name: 'Arm', exact: true }).click();
  await expectShown(page.getByText('3 times'));
  expect(session.harness.cloud.faults.list()).toMatchObject([{ kind: 'ServerException', left: 3 }]);
  await page.getByRole('button', { name: 'Disarm ecs.RunTask=ServerException' }).click();
  await expectShown(page.getByText('No faults armed.'));
  expect(session.harness.cloud.faults.list()).toEqual([]);
});

it('says why a fault can’t be armed', async () => {
  const { page } = await visit(session.browser, `${session.harness.url}#/faults`);
  await page.getByLabel('Where').selectOption('ecs.RunTask');
  await page.getByLabel('Error of AWS').fill('no error');
  await page.getByRole('button', { name: 'Arm', exact: true }).click();
  await expectShown(page.getByText('has an unknown kind'));
});

it('changes how fast time passes', async () => {
  const { page } = await visit(session.browser, `${session.harness.url}#/faults`);
  await page.getByLabel('Scale', { exact: true }).fill('500');
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await expectShown(page.getByRole('link', { name: '500× time' }));
});

// Faults and recovery, through the page alone.
import { PARKED_QUEUE } from '../testbed/service';
import { visit } from './browser';
import { armFault, bars, detail, goTo, rows, sendEvent, expectState, expectShown } from './page';
import { useSession } from './session';

const session = useSession();

it('parks an event after a fault armed in the page, and rescues it after a redrive', async () => {
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
  await expectShown(page.getByText('No parked events'));

  await goTo(page, 'Rescues');
  await rows(page).first().click();
  await expectState(page, 'succeeded');
  const labels = await bars(page).allInnerTexts();
  expect(labels.filter((label) => label.startsWith('Task'))).toHaveLength(2);
  expect(labels.some((label) => label.startsWith('Back in the queue'))).toBe(true);
  expect(complaints).toEqual([]);
});

it('drops a parked event only after a second press', async () => {
  const { page } = await visit(session.browser, session.harness.url);
  await sendEvent(page, '{"fails": true}');
  await expectState(page, 'parked');
  // The bar stays in progress in the waterfall for more than a second.
  await expectShown(bars(page).filter({ hasText: /^Parked, in progress,[1-9][\d.]* s/ }));
  await detail(page).getByRole('button', { name: 'Drop', exact: true }).click();
  await expectState(page, 'parked');
  await detail(page).getByRole('button', { name: 'Delete permanently: Drop' }).click();
  await expectState(page, 'dropped');
});

it('enables sending back once no other consumer holds the message', async () => {
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

it('arms an AWS error by its code and count, and disarms it', async () => {
  const { page } = await visit(session.browser, `${session.harness.url}#/faults`);
  await page.getByLabel('Where').selectOption('ecs.RunTask');
  await page.getByLabel('AWS error code').fill('ServerException');
  await page.getByLabel('Times').fill('3');
  await expectShown(page.getByText('--fault ecs.RunTask=ServerException:3'));
  await page.getByRole('button', { name: 'Arm', exact: true }).click();
  await expectShown(page.getByText('3 times'));
  expect(session.harness.cloud.faults.list()).toMatchObject([{ kind: 'ServerException', left: 3 }]);
  await page.getByRole('button', { name: 'Disarm ecs.RunTask=ServerException' }).click();
  await expectShown(page.getByText('No faults armed.'));
  expect(session.harness.cloud.faults.list()).toEqual([]);
});

it('explains why a fault can’t be armed', async () => {
  const { page } = await visit(session.browser, `${session.harness.url}#/faults`);
  await page.getByLabel('Where').selectOption('ecs.RunTask');
  await page.getByLabel('AWS error code').fill('no error');
  await page.getByRole('button', { name: 'Arm', exact: true }).click();
  await expectShown(page.getByText('has an unknown kind'));
});

it('changes the time scale', async () => {
  const { page } = await visit(session.browser, `${session.harness.url}#/faults`);
  await page.getByLabel('Scale', { exact: true }).fill('500');
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await expectShown(page.getByRole('link', { name: '500× time' }));
});

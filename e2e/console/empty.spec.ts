// The page of a local cloud that nothing is deployed to.
import { visit } from './browser';
import { expectShown, goTo } from './page';
import { useSession } from './session';

const session = useSession({ packageFolder: undefined });

it.each([360, 1280])('says what is missing in every view, %d pixels wide', async (width) => {
  const { page, complaints } = await visit(session.browser, session.harness.url, { width });
  await expectShown(page.getByText('There is no function yet'));
  await goTo(page, 'Send');
  await expectShown(page.getByText('There is no function yet'));
  await goTo(page, 'Break it');
  await expectShown(page.getByText('No faults armed.'));
  await goTo(page, 'Parked');
  await expectShown(page.getByText('Nothing is parked'));
  await goTo(page, 'Health');
  await expectShown(page.getByText('There is no queue yet.'));
  expect(complaints).toEqual([]);
});

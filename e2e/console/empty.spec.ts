// The page of a local cloud without a deployed stack.
import { visit } from './browser';
import { expectShown, goTo } from './page';
import { useSession } from './session';

const session = useSession({ packageFolder: undefined });

it.each([360, 1280])(
  'explains in every view that nothing is deployed, %d pixels wide',
  async (width) => {
    const { page, complaints } = await visit(session.browser, session.harness.url, { width });
    await expectShown(page.getByText('There are no functions yet'));
    await goTo(page, 'Send');
    await expectShown(page.getByText('There are no functions yet'));
    await goTo(page, 'Break it');
    await expectShown(page.getByText('No faults armed.'));
    await goTo(page, 'Parked');
    await expectShown(page.getByText('No parked events'));
    await goTo(page, 'Health');
    await expectShown(page.getByText('There are no queues yet.'));
    expect(complaints).toEqual([]);
  },
);

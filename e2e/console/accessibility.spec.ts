// Checks every view with axe-core, in light and dark themes, wide and narrow.
import { readFileSync } from 'node:fs';
import { type AxeResults } from 'axe-core';
import { type Page } from 'playwright-core';
import { visit } from './browser';
import { detail, goTo, expectState, expectShown } from './page';
import { useSession } from './session';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const session = useSession();
let rescued: string;
let parked: string;

beforeAll(async () => {
  session.harness.cloud.faults.arm({ point: 'task', kind: 'spot' });
  [rescued = ''] = await session.harness.send({ milliseconds: 300, says: 'WARN this one' });
  [parked = ''] = await session.harness.send({ fails: true });
  session.harness.cloud.faults.arm({ point: 'code', kind: 'missing', count: 2 });
});

/** The violated rules and the elements that violate them. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const results = await page.evaluate<AxeResults>('axe.run(document)');
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
  );
}

const WINDOWS = [
  ...(['light', 'dark'] as const).flatMap((colorScheme) =>
    [1280, 360].map((width) => ({ colorScheme, width })),
  ),
];

describe.each(WINDOWS)('$colorScheme, $width pixels wide', (window) => {
  it.each(['Rescues', 'Send', 'Break it', 'Parked', 'Health'])(
    '%s has no violation',
    async (view) => {
      const { page } = await visit(session.browser, session.harness.url, window);
      await goTo(page, view);
      await expectShown(page.getByRole('status').getByText('live'));
      if (view === 'Parked') await page.getByRole('button', { name: 'Event' }).click();
      expect(await violations(page)).toEqual([]);
    },
  );

  it.each([/^Log/, 'Event', 'Context', 'Timeline'])(
    'a rescue with its tab %s has no violation',
    async (name) => {
      const { page } = await visit(
        session.browser,
        `${session.harness.url}#/rescues/${rescued}`,
        window,
      );
      await expectState(page, 'succeeded');
      await detail(page).getByRole('tab', { name }).click();
      expect(await violations(page)).toEqual([]);
    },
  );

  it('a parked rescue has no accessibility violation', async () => {
    const { page } = await visit(
      session.browser,
      `${session.harness.url}#/rescues/${parked}`,
      window,
    );
    await expectState(page, 'parked');
    expect(await violations(page)).toEqual([]);
  });

  it('the page is not wider than the window', async () => {
    const { page } = await visit(
      session.browser,
      `${session.harness.url}#/rescues/${rescued}`,
      window,
    );
    for (const view of ['Rescues', 'Send', 'Break it', 'Parked', 'Health']) {
      await goTo(page, view);
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      expect({ view, width }).toEqual({ view, width: window.width });
    }
  });
});

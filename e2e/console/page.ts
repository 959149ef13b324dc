// Helpers that use the page as people see it.
import { type Locator, type Page } from 'playwright-core';

/** Opens a view by its name in the header. */
export async function goTo(page: Page, view: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: view }).click();
}

/** Sends an event with the form. */
export async function sendEvent(page: Page, event: string): Promise<void> {
  await goTo(page, 'Send');
  await page.getByLabel('Event', { exact: true }).fill(event);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

/** Arms a fault with the form. */
export async function armFault(page: Page, point: string, kind: string): Promise<void> {
  await goTo(page, 'Break it');
  await page.getByLabel('Where').selectOption(point);
  await page.getByLabel('What').selectOption(kind);
  await page.getByRole('button', { name: 'Arm', exact: true }).click();
  await page.getByRole('button', { name: `Disarm ${point}=${kind}` }).waitFor();
}

/** Waits until an element is visible. */
export async function expectShown(locator: Locator): Promise<void> {
  await locator.waitFor();
}

/** Waits until the open rescue reaches a state. */
export async function expectState(page: Page, state: string): Promise<void> {
  // The word follows its shape.
  await detail(page)
    .locator('.detail-state')
    .getByText(new RegExp(`${state}$`))
    .waitFor();
}

export function detail(page: Page): Locator {
  return page.getByRole('region', { name: 'One rescue' });
}

/** The bars of the open rescue. */
export function bars(page: Page): Locator {
  return detail(page).getByRole('list', { name: 'Steps of the rescue' }).getByRole('button');
}

/** The rendered rows of the list. */
export function rows(page: Page): Locator {
  return page.getByRole('grid').getByRole('row');
}

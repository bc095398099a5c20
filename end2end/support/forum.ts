// What the tests of forums know about their pages.
import { type Browser, type Locator, type Page } from '@playwright/test';

/** Where a forum is. */
export interface Forum {
  room: string;
  desk: string;
}

/** The forum that runs in the invented city. */
export async function runningForum(moderator: Page): Promise<Forum> {
  await moderator.goto('/meja/forum');
  await moderator.getByRole('link', { name: 'Memperpendek antrean di loket KTP-el' }).click();
  const desk = new URL(moderator.url()).pathname;
  const room = await moderator.getByRole('link', { name: 'Halaman untuk semua orang' }).getAttribute('href');
  return { desk, room: room! };
}

/** Somebody at a device of their own. */
export async function somebody(browser: Browser, path: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(path);
  return page;
}

/** A point in a list. */
export function point(page: Page, text: string): Locator {
  return page.locator('li.point').filter({ hasText: text });
}

/**
 * Presses an access key. The keyboard of Playwright leaves out the letter that Chromium looks for, so the event is sent as a
 * keyboard sends it.
 */
export async function accessKey(page: Page, letter: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const windowsVirtualKeyCode = letter.toUpperCase().charCodeAt(0);
  const key = { key: letter, windowsVirtualKeyCode, modifiers: 1 };
  await session.send('Input.dispatchKeyEvent', { type: 'keyDown', unmodifiedText: letter, ...key });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  await session.detach();
}

// Playwright's test with what every test of the portal needs: codes to spend, and a watch that fails a test
// when any page it visits reports an error to the console or asks another host for anything.
import { type BrowserContext, type ConsoleMessage, expect, type Page, test as base } from '@playwright/test';

import { enter, sessionOf } from './desk.ts';
import { invite, type Portal as Running, startPortal, startPortalLater } from './portal.ts';

interface Portal {
  /** A fresh invitation code for `/layanan/ktp-el`, for this test alone. */
  code: string;
  /** The requests that the pages of this test have made so far. */
  requests: string[];
  /** The errors that the pages of this test have reported so far. */
  errors: string[];
  /** Opens a browser of its own for somebody who is signed in; the name is that of the account. */
  as: (account: string) => Promise<Page>;
  watch: void;
}

export const test = base.extend<Portal>({
  // A client of its own for each test, so that none uses up what another one may miss.
  extraHTTPHeaders: async ({}, use) => {
    const part = () => Math.floor(Math.random() * 256);
    await use({ 'x-forwarded-for': `10.${part()}.${part()}.${part()}` });
  },

  code: async ({}, use) => {
    const [code] = await invite(process.env.PORTAL_DATA!);
    await use(code!);
  },

  requests: async ({ context }, use) => {
    const requests: string[] = [];
    context.on('request', (request) => requests.push(request.url()));
    await use(requests);
  },

  errors: async ({ context }, use) => {
    const errors: string[] = [];
    reportErrors(context, errors);
    await use(errors);
  },

  as: async ({ baseURL, browser, errors, requests }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (account) => {
      const context = await browser.newContext();
      contexts.push(context);
      reportErrors(context, errors);
      context.on('request', (request) => requests.push(request.url()));
      await enter(context, baseURL!, await sessionOf(baseURL!, account));
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },

  watch: [
    async ({ baseURL, errors, requests }, use) => {
      await use();
      expect(errors, 'errors in the console').toEqual([]);
      expect(requests.filter((url) => new URL(url).origin !== baseURL), 'requests to other hosts').toEqual([]);
    },
    { auto: true },
  ],
});

/** How long starting a portal may take; it does not count towards the time of the test. */
const TO_START = 120_000;

/** For tests that change what everybody sees: each has a portal of its own, at which `as` signs in. */
export const testOfOwnPortal = test.extend<{ portal: Running }>({
  portal: [
    async ({}, use) => {
      const portal = await startPortal();
      await use(portal);
      await portal.stop();
    },
    { scope: 'test', timeout: TO_START },
  ],
  baseURL: async ({ portal }, use) => use(portal.url),
});

/** A day on which the month that the invented city leaves open is over. */
export const MONTH_OVER = '2026-12-02';

/** The same at a portal that begins with `before` and goes on when the month is over and waits for its seal. */
export const testAfterTheMonth = testOfOwnPortal.extend<{ before: (portal: Running) => Promise<void> }>({
  before: async ({}, use) => use(async () => {}),
  portal: [
    async ({ before }, use) => {
      const portal = await startPortalLater(MONTH_OVER, before);
      await use(portal);
      await portal.stop();
    },
    { scope: 'test', timeout: TO_START },
  ],
});

function reportErrors(context: BrowserContext, errors: string[]): void {
  context.on('console', (message) => {
    if (message.type() === 'error' && !isStatusOfPage(message) && !isExpected(message)) errors.push(message.text());
  });
  context.on('weberror', (error) => errors.push(error.error().message));
}

/** Chromium reports a page's own status of 400 or more as an error; that status is what the test asked for. */
function isStatusOfPage(message: ConsoleMessage): boolean {
  return message.text().startsWith('Failed to load resource') && message.location().url === message.page()?.url();
}

/** What Chromium reports while a test has cut the line itself, and of forms that the script sends and the portal refuses. */
function isExpected(message: ConsoleMessage): boolean {
  return /net::ERR_INTERNET_DISCONNECTED|status of (401|422)/.test(message.text());
}

export { expect };

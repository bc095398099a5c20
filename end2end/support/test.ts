// Playwright's test with what every test of the portal needs: codes to spend, and a watch that fails a test
// when any page it visits reports an error to the console or asks another host for anything.
import { type ConsoleMessage, expect, test as base } from '@playwright/test';

import { invite } from './portal.ts';

interface Portal {
  /** A fresh invitation code for `/layanan/ktp-el`, for this test alone. */
  code: string;
  /** The requests that the pages of this test have made so far. */
  requests: string[];
  watch: void;
}

export const test = base.extend<Portal>({
  code: async ({}, use) => {
    const [code] = await invite(process.env.PORTAL_DATA!);
    await use(code!);
  },

  requests: async ({ context }, use) => {
    const requests: string[] = [];
    context.on('request', (request) => requests.push(request.url()));
    await use(requests);
  },

  watch: [
    async ({ baseURL, context, requests }, use) => {
      const errors: string[] = [];
      context.on('console', (message) => {
        if (message.type() === 'error' && !isStatusOfPage(message)) errors.push(message.text());
      });
      context.on('weberror', (error) => errors.push(error.error().message));
      await use();
      expect(errors, 'errors in the console').toEqual([]);
      expect(requests.filter((url) => new URL(url).origin !== baseURL), 'requests to other hosts').toEqual([]);
    },
    { auto: true },
  ],
});

/** Chromium reports a page's own status of 400 or more as an error; that status is what the test asked for. */
function isStatusOfPage(message: ConsoleMessage): boolean {
  return message.text().startsWith('Failed to load resource') && message.location().url === message.page()?.url();
}

export { expect };

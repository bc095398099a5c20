// Runs the whole suite twice, with JavaScript on and off, in the system's Chromium against one portal.
// `support/setup.ts` starts that portal from the release build and tells its address in PORTAL_URL.
import { defineConfig } from '@playwright/test';

/** What axe looks at. */
const accessibility = /(accessibility|pages)\.spec\.ts/;
/** What only pages with the script do. */
const live = /live\.spec\.ts/;
/** What holds of every address, without any browser. */
const everyAddress = /addresses\.spec\.ts/;

export default defineConfig({
  testDir: 'tests',
  outputDir: 'results',
  globalSetup: './support/setup.ts',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  reporter: [['list'], ['./support/summary.ts']],
  use: {
    baseURL: process.env.PORTAL_URL,
    actionTimeout: 10_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'with-script', testIgnore: [accessibility, everyAddress], use: { javaScriptEnabled: true } },
    { name: 'without-script', testIgnore: [accessibility, live], use: { javaScriptEnabled: false } },
    // axe itself is a script that waits for timers, and they never fire in a page with JavaScript off. The pages are the
    // same in both, for no page has a script (privacy.spec.ts), so looking at them once, with JavaScript on, is enough.
    { name: 'accessibility', testMatch: accessibility, use: { javaScriptEnabled: true } },
  ],
});

// WCAG 2.2 AA on every page as far as a machine can tell, in both languages, on a phone and on a wide screen,
// in light, dark and forced colours. Any finding of axe and any sideways scrolling on a phone fails.
import { AxeBuilder } from '@axe-core/playwright';
import { type Page } from '@playwright/test';

import { send } from '../support/form.ts';
import { inLanguage, LANGUAGES, open, PAGES } from '../support/pages.ts';
import { expect, test } from '../support/test.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const LOOKS = [
  { width: 320, colorScheme: 'light' },
  { width: 320, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light', forcedColors: 'active' },
] as const;

async function expectNoFindings(page: Page): Promise<void> {
  for (const { width, ...media } of LOOKS) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ forcedColors: 'none', ...media });
    const look = `${width} px, ${Object.values(media).join(', ')}`;
    const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
    const findings = violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help}: ${node.target} ${node.any[0]?.message ?? ''}`),
    );
    expect.soft(findings, look).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect.soft(overflow, `${look}: pixels to scroll sideways`).toBeLessThanOrEqual(0);
  }
}

for (const language of LANGUAGES) {
  for (const { path } of PAGES) {
    const address = inLanguage(language, path);
    test(`nothing to find on ${address}`, async ({ page }) => {
      await open(page, address);
      await expectNoFindings(page);
    });
  }

  test(`nothing to find on a form with errors, and on a receipt (${language})`, async ({ page, code }) => {
    await page.goto(inLanguage(language, `/nilai/${code}`));
    await send(page);
    await page.locator('.error-summary').waitFor();
    await expectNoFindings(page);
    await page.locator('input[name=waktu][value="3"]').check();
    await send(page);
    await page.waitForURL(/tanda-terima/);
    await expectNoFindings(page);
    await page.goto(inLanguage(language, `/nilai/${code}`));
    await expectNoFindings(page);
  });
}

// WCAG 2.2 AA on every page as far as a machine can tell, in both languages, on a phone and on a wide screen,
// in light, dark and forced colours. Any finding of axe and any sideways scrolling fails.
import { type Page } from '@playwright/test';

import { CONTRAST, findings, loadAxe, WCAG } from '../support/axe.ts';
import { become } from '../support/desk.ts';
import { lowContrast } from '../support/contrast.ts';
import { send } from '../support/form.ts';
import { inLanguage, LANGUAGES, open, PAGES, visit } from '../support/pages.ts';
import { expect, test, testAfterTheMonth } from '../support/test.ts';

const WIDTHS = [320, 1280];

async function expectNoFindings(page: Page): Promise<void> {
  await loadAxe(page);
  expect.soft(await page.evaluate(repeatedIds), 'ids that stand there twice').toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    expect.soft(await findings(page, WCAG), `${width} px`).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect.soft(overflow, `${width} px: pixels to scroll sideways`).toBeLessThanOrEqual(0);
  }
  // The dark scheme changes nothing but colours.
  await page.emulateMedia({ colorScheme: 'dark' });
  expect.soft(await findings(page, CONTRAST), 'dark').toEqual([]);
}

/** Runs in the page: ids that stand on more than one element, so that labels and links lead to the wrong one. */
function repeatedIds(): string[] {
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  return ids.filter((id, place) => ids.indexOf(id) !== place);
}

for (const language of LANGUAGES) {
  for (const wanted of PAGES) {
    test(`nothing to find on ${inLanguage(language, wanted.path)} (${wanted.as ?? 'anybody'})`, async ({ page }) => {
      await visit(page, wanted, language);
      await expectNoFindings(page);
    });
  }

  test(`nothing to find on a form with errors (${language})`, async ({ page, code }) => {
    await page.goto(inLanguage(language, `/nilai/${code}`));
    await send(page);
    await page.locator('.error-summary').waitFor();
    await expectNoFindings(page);
  });
}

for (const { role, path } of [
  { role: 'operator', path: '/meja/indikator/baru' },
  { role: 'operator', path: '/meja/tanggapan/{RELEASED}' },
  { role: 'kepala', path: '/meja/berita-acara/{ADDENDUM}' },
  { role: 'administrator', path: '/meja/unit/baru' },
] as const) {
  test(`nothing to find at the desk on ${path} with errors`, async ({ context, page }) => {
    await become(context, role);
    await open(page, path);
    await page.locator('main textarea').first().fill('');
    await page.locator('main form[method=post]').last().getByRole('button').last().click();
    await page.locator('.error-summary').waitFor();
    await expectNoFindings(page);
  });
}

testAfterTheMonth('nothing to find on a month to seal, its proposal and what that leaves out', async ({ as }) => {
  const page = await as('penerbit-1');
  await page.goto('/meja/rilis');
  await expectNoFindings(page);
  await page.getByRole('button', { name: 'Usulkan penyegelan' }).click();
  await page.getByRole('heading', { name: 'Kelengkapan' }).waitFor();
  await expectNoFindings(page);
  await page.getByRole('link', { name: 'Kecualikan penilaian' }).click();
  await expectNoFindings(page);
  await page.getByRole('button', { name: 'Kecualikan' }).click();
  await page.locator('.error-summary').waitFor();
  await expectNoFindings(page);
  await page.getByLabel('Tempat').selectOption({ index: 1 });
  await page.getByLabel('Cara menilai').selectOption('Formulir kertas');
  await page.getByLabel('Hari pertama').fill('2026-11-10');
  await page.getByLabel('Hari terakhir').fill('2026-11-10');
  await page.getByLabel('Alasan').fill('Formulir hari itu diisi tanpa pengunjung.');
  await page.getByRole('button', { name: 'Kecualikan' }).click();
  await page.getByRole('heading', { name: 'Penilaian yang akan dikecualikan' }).waitFor();
  await expectNoFindings(page);
});

for (const path of ['/', '/layanan/ktp-el', '/nilai/{VALID}']) {
  test(`${path} can be read in forced colours`, async ({ page }) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, forcedColors: 'active' });
      await open(page, path);
      expect(await page.evaluate(lowContrast, 4.5), colorScheme).toEqual([]);
    }
  });
}

// WCAG 2.2 AA as far as a machine can tell on what is seen only after somebody did something: forms with errors, steps of a
// seal, and in forced colours. Every page as it opens is looked at in pages.spec.ts.
import { expectNoFindings } from '../support/axe.ts';
import { become } from '../support/desk.ts';
import { lowContrast } from '../support/contrast.ts';
import { send } from '../support/form.ts';
import { inLanguage, LANGUAGES, open } from '../support/pages.ts';
import { expect, test, testAfterTheMonth } from '../support/test.ts';

for (const language of LANGUAGES) {
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

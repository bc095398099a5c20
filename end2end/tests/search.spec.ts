// Finding a unit or a service by its name, by what people call it, and with typing errors.
import { expect, test } from '../support/test.ts';

for (const [words, path] of [
  ['KTP', '/layanan/ktp-el'],
  ['akte lahr', '/layanan/akta-kelahiran'],
  ['capil', '/unit/disdukcapil'],
  ['SIP', '/layanan/'],
  ['surat sehat', '/layanan/'],
] as const) {
  test(`the search in the header finds “${words}”`, async ({ page }) => {
    await page.goto('/metode');
    const field = page.locator('header input[name=q]');
    await field.fill(words);
    await field.press('Enter');
    await expect(page).toHaveURL(/\/cari\?q=/);
    await expect(page.locator('main input[name=q]')).toHaveValue(words);
    await expect(page.locator(`main a[href^="${path}"]`).first()).toBeVisible();
  });
}

test('a search without a result says so and offers a way on', async ({ page }) => {
  await page.goto('/cari?q=zzzz');
  await expect(page.locator('main')).toContainText('zzzz');
  await expect(page.locator('main a[href^="/layanan/"]')).toHaveCount(0);
  await expect(page.locator('main').locator('a, input[name=q]').first()).toBeVisible();
});

test('a search shows what was typed as text', async ({ page }) => {
  const words = '</title></textarea><script>"x"</script>';
  await page.goto(`/cari?q=${encodeURIComponent(words)}`);
  await expect(page.locator('main input[name=q]')).toHaveValue(words);
  await expect(page.locator('main')).toContainText(words);
});

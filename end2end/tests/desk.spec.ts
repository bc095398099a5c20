// The desk: each role signs in and does its work, with JavaScript on and off alike.
import { become, signIn } from '../support/desk.ts';
import { expect, test } from '../support/test.ts';

test('signing in leads to where one wanted to go, and signing out away from it', async ({ page }) => {
  await page.goto('/meja/undangan');
  await expect(page).toHaveURL(/\/masuk\?ke=/);
  await page.getByLabel('Alamat surel').fill('operator-2@suara.example');
  await page.getByLabel('Kata sandi').fill('salah sekali sandi ini');
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await expect(page.locator('.error-summary')).toContainText('salah');
  await expect(page.getByLabel('Alamat surel')).toHaveValue('operator-2@suara.example');
  await page.getByLabel('Kata sandi').fill('kuda berlari di atas awan');
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await expect(page).toHaveURL(/\/meja\/undangan$/);
  await page.getByRole('button', { name: 'Keluar' }).click();
  await page.goto('/meja');
  await expect(page).toHaveURL(/\/masuk/);
});

test('whoever publishes or gives rights shows a one-time code', async ({ page }, { project }) => {
  await signIn(page, project.name === 'with-script' ? 'penilai' : 'administrator');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kode sekali pakai');
  await page.goto('/meja');
  await expect(page).toHaveURL(/\/masuk\/kode/);
  const code = await page.locator('main code').first().innerText();
  await page.getByLabel('Kode 6 angka').fill(code);
  await page.getByRole('button', { name: 'Lanjutkan' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Selamat bekerja');
});

test('a role sees its own places and no others', async ({ context, page }) => {
  await become(context, 'auditor');
  await page.goto('/meja');
  await expect(page.getByRole('link', { name: 'Jejak audit' }).first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Rilis' })).toHaveCount(0);
  const refused = await page.goto('/meja/rilis');
  expect(refused?.status()).toBe(403);
});

test('the auditor reads the trail and checks its chain', async ({ context, page }) => {
  await become(context, 'auditor');
  await page.goto('/meja/audit?tindakan=akun-diundang');
  await expect(page.locator('main table')).toContainText('Akun dibuat');
  await page.getByRole('link', { name: 'Periksa keutuhan' }).click();
  await expect(page.locator('main [role=status]')).toContainText('Rantai utuh');
});

test('the moderator decides about a comment and goes to the next', async ({ context, page }) => {
  await become(context, 'moderator');
  await page.goto('/meja/komentar');
  await page.locator('main table a').first().click();
  const first = page.url();
  await page.getByRole('button', { name: /^Terbitkan/ }).first().click();
  await expect(page).not.toHaveURL(first);
});

test('publishers see what is missing and no figure', async ({ context, page }) => {
  await become(context, 'penerbit-1');
  await page.goto('/meja/rilis');
  await expect(page.getByText('dapat diusulkan setelah bulan itu berakhir')).toBeVisible();
  await expect(page.locator('main')).not.toContainText('penilaian diterima');
});

test('the operator changes a service, and the public page follows', async ({ context, page }, { project }) => {
  await become(context, 'operator');
  const name = `Kartu Identitas Anak ${project.name}`;
  await page.goto('/meja/layanan');
  await page.locator('main table a').last().click();
  const service = page.url();
  const field = page.getByLabel('Nama', { exact: false }).first();
  await field.fill(name);
  await page.locator('main form').last().getByRole('button').last().click();
  await expect(page.getByRole('status')).toBeVisible();
  await page.goto(service);
  await expect(page.getByLabel('Nama', { exact: false }).first()).toHaveValue(name);
});

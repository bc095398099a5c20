// The moderator decides about comments, the next release publishes them as decided, and an auditor reads an original.
// A release changes what everybody sees, so this test has a portal of its own, at which citizens wrote comments before.
import { type Page } from '@playwright/test';

import { address, expectProblem, row } from '../support/desk.ts';
import { invite, type Portal, run } from '../support/portal.ts';
import { expect, MONTH_OVER, testAfterTheMonth as test } from '../support/test.ts';

/** A service with enough ratings to be published by itself. */
const SERVICE = { slug: 'akta-kematian', name: 'Penerbitan Akta Kematian' };
const PHONE = '0812-0000-0000';
const TO_HIDE = `Berkas saya lengkap. Hubungi ${PHONE}.`;
const TO_PUBLISH = 'Semua langkah dijelaskan dengan sabar, uji satu.';
const TO_WITHHOLD = 'Jalan di depan rumah saya berlubang, uji dua.';
const TO_CHANGE = 'Antreannya panjang sekali, uji tiga.';

async function writeComments({ data, url }: Portal): Promise<void> {
  const texts = [TO_HIDE, TO_PUBLISH, TO_WITHHOLD, TO_CHANGE];
  const codes = await invite(data, { service: SERVICE.slug, count: texts.length });
  for (const [place, code] of codes.entries()) {
    const body = new URLSearchParams({ waktu: '3', saran: texts[place]! });
    await fetch(`${url}/nilai/${code}`, { method: 'POST', body });
  }
}

test.use({ before: async ({}, use) => use(writeComments) });

function comment(page: Page) {
  return page.getByRole('main').locator('blockquote').first();
}

/** Narrows the list to comments about the service of the month that is over. */
async function narrow(page: Page, state: string): Promise<void> {
  await page.goto('/meja/komentar');
  await page.getByLabel('Layanan').selectOption({ label: SERVICE.name });
  await page.getByLabel('Bulan').selectOption({ label: 'November 2026' });
  await page.getByLabel('Keadaan').selectOption({ label: state });
  await page.getByRole('button', { name: 'Terapkan' }).click();
}

async function openWaiting(page: Page, text: string): Promise<string> {
  await narrow(page, 'Menunggu');
  await page.getByRole('link', { name: text }).click();
  await expect(comment(page)).toContainText(text.split(', ')[1]!);
  return new URL(page.url()).pathname;
}

test('comments are published as decided, and the auditor reads an original', async ({ as, page, portal }) => {
  const moderator = await as('moderator');
  await moderator.goto('/meja');
  await moderator.getByRole('link', { name: 'Komentar menunggu dimoderasi' }).click();
  await expect(moderator.getByRole('heading', { level: 1 })).toHaveText('Moderasi komentar');

  // Published without the words that the scanner found.
  await moderator.getByLabel('Layanan').selectOption({ label: SERVICE.name });
  await moderator.getByLabel('Temuan pemindai').selectOption({ label: 'Nomor telepon' });
  await moderator.getByRole('button', { name: 'Terapkan' }).click();
  await expect(row(moderator, TO_HIDE)).toContainText('Nomor telepon');
  await moderator.getByRole('link', { name: TO_HIDE }).click();
  const hidden = new URL(moderator.url()).pathname;
  await expect(moderator.locator('mark').filter({ hasText: PHONE })).toContainText('Nomor telepon');
  const words = moderator.getByRole('group', { name: 'Kata yang disembunyikan' }).getByRole('checkbox');
  const phone = moderator.getByLabel(PHONE);
  await expect(phone).toBeChecked();
  for (const word of await words.all()) await word.uncheck();
  await moderator.getByRole('button', { name: 'Terbitkan tanpa kata yang dicentang' }).click();
  await expectProblem(moderator, 'Centang kata yang disembunyikan', words.first());
  await expect(phone).not.toBeChecked();
  await phone.check();
  await moderator.getByRole('button', { name: 'Terbitkan tanpa kata yang dicentang' }).click();
  await expect(moderator.getByRole('status')).toContainText('Tidak ada lagi yang menunggu di bagian ini.');
  await expect(row(moderator, PHONE)).toHaveCount(0);

  // Published whole; the next one opens by itself.
  const whole = await openWaiting(moderator, TO_PUBLISH);
  await moderator.getByRole('button', { name: 'Terbitkan utuh' }).click();
  await expect(moderator.getByRole('status')).toContainText('Perubahan tersimpan.');
  await expect(moderator.getByRole('heading', { level: 1 })).toHaveText('Putuskan komentar');
  await expect(moderator).not.toHaveURL(new RegExp(whole));

  // Withheld with a reason.
  await openWaiting(moderator, TO_WITHHOLD);
  await moderator.getByRole('button', { name: 'Di luar topik' }).click();
  await expect(moderator.getByRole('status')).toContainText('Perubahan tersimpan.');

  // Published, and then withheld after all.
  await openWaiting(moderator, TO_CHANGE);
  await moderator.getByRole('button', { name: 'Terbitkan utuh' }).click();
  await expect(moderator.getByRole('status')).toContainText('Perubahan tersimpan.');
  await narrow(moderator, 'Akan terbit');
  await expect(row(moderator, TO_PUBLISH)).toHaveCount(1);
  await moderator.getByRole('link', { name: TO_CHANGE }).click();
  await expect(moderator.getByText('Keputusan masih dapat diubah.')).toBeVisible();
  await moderator.getByRole('button', { name: 'Menyebut nama orang' }).click();
  await expect(moderator.getByRole('status')).toContainText('tersimpan.');
  await narrow(moderator, 'Ditahan');
  await expect(row(moderator, TO_CHANGE)).toContainText('Menyebut nama orang');
  await expect(row(moderator, TO_WITHHOLD)).toContainText('Di luar topik');

  const released = page.getByRole('listitem').filter({ hasText: 'Rilis November 2026' });
  await page.goto(`/layanan/${SERVICE.slug}/komentar`);
  await expect(released).toHaveCount(0);
  await run(portal.data, 'seal', '--period', '2026-11', '--by', address('penerbit-1'), '--and', address('penerbit-2'), '--today', MONTH_OVER);
  await expect
    .poll(async () => {
      await page.goto(`/layanan/${SERVICE.slug}/komentar`);
      return released.count();
    })
    .toBe(2);
  await expect(released.filter({ hasText: TO_PUBLISH })).toHaveCount(1);
  await expect(released.filter({ hasText: 'Berkas saya lengkap. Hubungi […]' })).toHaveCount(1);
  for (const secret of [PHONE, TO_WITHHOLD, TO_CHANGE]) await expect(page.getByRole('main')).not.toContainText(secret);

  // What is released is decided for good, and only an auditor reads what its author wrote.
  await moderator.goto(hidden);
  await expect(moderator.getByRole('main')).not.toContainText(PHONE);
  const refused = await moderator.goto(`${hidden}/asli`);
  expect(refused?.status()).toBe(403);
  const auditor = await as('auditor');
  await auditor.goto(`${hidden}/asli`);
  await expect(auditor.getByRole('main')).not.toContainText(PHONE);
  await auditor.getByRole('button', { name: 'Catat dan tampilkan' }).click();
  await expectProblem(auditor, 'Tulis alasan', auditor.getByLabel('Alasan'));
  await auditor.getByLabel('Alasan').fill('Keberatan nomor 7');
  await auditor.getByRole('button', { name: 'Catat dan tampilkan' }).click();
  await expect(comment(auditor)).toContainText(PHONE);
  await auditor.goto('/meja/audit');
  await auditor.getByLabel('Tindakan').selectOption({ label: 'Naskah asli dibaca' });
  await auditor.getByRole('button', { name: 'Terapkan' }).click();
  const entry = row(auditor, 'Keberatan nomor 7');
  await expect(entry).toContainText('Auditor contoh');
  await expect(entry).toContainText(hidden.split('/').at(-1)!);
});

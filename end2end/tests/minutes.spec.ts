// The minutes of a forum by two people, what somebody who sat there asks to be amended, and the addendum that answers.
// Whatever is published can be checked by its hash.
import { createHash } from 'node:crypto';

import { type Page } from '@playwright/test';

import { runningForum, somebody } from '../support/forum.ts';
import { expect, testOfOwnPortal as test } from '../support/test.ts';

const ASKED = 'Jam buka loket kedua belum tertulis, uji satu.';
const ANSWER = 'Jam buka loket kedua kami tambahkan.';

/** Confirms as the head of the unit what waits for the forum of a theme. */
async function confirm(head: Page, theme: string): Promise<void> {
  await head.goto('/meja');
  await head.getByRole('link', { name: 'Berita acara forum menunggu pengesahan Anda' }).click();
  await head.getByRole('row').filter({ hasText: theme }).getByRole('link', { name: /Lihat/ }).click();
  await head.getByRole('button', { name: 'Sahkan dan terbitkan' }).click();
  await expect(head.getByRole('status')).toContainText('Perubahan tersimpan.');
}

/** Checks that a document is the one whose hash its forum's page tells. */
async function expectToBeAsTold(reader: Page, name: string): Promise<void> {
  const item = reader.getByRole('listitem').filter({ has: reader.getByRole('link', { name, exact: true }) });
  const href = await item.getByRole('link').getAttribute('href');
  const document = await reader.request.get(href!);
  const hash = createHash('sha256').update(await document.body()).digest('hex');
  await expect(item).toContainText(hash);
}

test('minutes are confirmed by a second person, amended on request, and checked by their hash', async ({ as, browser }) => {
  const [moderator, head] = [await as('moderator'), await as('kepala')];
  const { desk, room } = await runningForum(moderator);
  const theme = await moderator.getByRole('heading', { level: 1 }).textContent();
  const author = await somebody(browser, room);
  await author.getByLabel('Apa yang ingin Anda sampaikan?').fill('Mohon jam buka ditambah, uji satu.');
  await author.getByRole('button', { name: 'Kirim' }).click();
  await expect(author.getByRole('link', { name: 'Rancangan berita acara' })).toBeVisible();

  await moderator.getByRole('button', { name: 'Tutup forum' }).click();
  await moderator.getByRole('link', { name: 'Berita acara', exact: true }).click();
  await expect(moderator.getByRole('main')).toContainText('usulan menunggu keputusan Anda');
  await moderator.getByRole('button', { name: 'Usulkan kepada kepala unit' }).click();
  await expect(moderator.getByRole('main')).toContainText('Menunggu kepala unit');

  // The head sends it back first, and not without saying why.
  const name = theme!.replace(/ (Berlangsung|Sudah diadakan)$/, '').trim();
  await head.goto('/meja/berita-acara');
  await head.getByRole('row').filter({ hasText: name }).getByRole('link', { name: /Lihat/ }).click();
  await head.getByRole('button', { name: 'Kembalikan' }).click();
  await head.locator('.error-summary').waitFor();
  await head.getByLabel('Apa yang perlu diperbaiki?').fill('Yang hadir belum dihitung.');
  await head.getByRole('button', { name: 'Kembalikan' }).click();
  await moderator.reload();
  await expect(moderator.getByRole('main')).toContainText('Yang hadir belum dihitung.');
  await moderator.getByRole('button', { name: 'Usulkan kepada kepala unit' }).click();
  await confirm(head, name);

  await author.reload();
  await expectToBeAsTold(author, 'Berita acara');
  await author.getByLabel('Apa yang keliru atau kurang?').fill(ASKED);
  await author.getByRole('button', { name: 'Kirim permintaan' }).click();
  await expect(author.getByRole('listitem').filter({ hasText: ASKED })).toContainText('Menunggu jawaban');
  const reader = await somebody(browser, room);
  await expect(reader.getByText(ASKED)).toHaveCount(0);

  await moderator.goto(`${desk}/berita-acara`);
  await moderator.getByRole('link', { name: 'Jawab permintaan no. 1' }).click();
  await moderator.getByLabel('Diterima', { exact: true }).check();
  await moderator.getByLabel('Dengan kata-kata unit').fill(ANSWER);
  await moderator.getByRole('button', { name: 'Simpan' }).click();
  await moderator.getByRole('button', { name: 'Usulkan adendum 1' }).click();
  await confirm(head, name);

  await author.reload();
  await expect(author.getByRole('listitem').filter({ hasText: ASKED })).toContainText('di Adendum 1');
  await reader.reload();
  await expectToBeAsTold(reader, 'Adendum 1');
  await reader.getByRole('link', { name: 'Adendum 1', exact: true }).click();
  await expect(reader.getByRole('main')).toContainText(ANSWER);
});

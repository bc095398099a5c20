// A forum with two participants, two moderators and the screen of the hall at once, and what it does when the line is lost.
// Without a script everybody reloads; with it nobody does.
import { type Page } from '@playwright/test';

import { point, runningForum, somebody } from '../support/forum.ts';
import { expect, testOfOwnPortal as test } from '../support/test.ts';

const POINT = 'Kursi di ruang tunggu kurang, uji satu.';
const HEARD = 'Mohon papan petunjuk dari gerbang, uji dua.';
const GROUP = 'Antrean dan jam layanan';
const ANSWER = 'Kami menambah kursi bulan depan.';

/** What a page shows now: with the script it renews itself, without it somebody reloads. */
async function renewed(page: Page, javaScriptEnabled: boolean | undefined): Promise<void> {
  if (javaScriptEnabled === false) await page.reload();
}

test('a point goes over the moderator to the hall, is answered, and its author finds the answer', async ({
  as, browser, javaScriptEnabled,
}) => {
  const moderator = await as('moderator');
  const { desk, room } = await runningForum(moderator);
  const other = await as('moderator');
  await other.goto(desk);
  const [author, reader, screen] = [
    await somebody(browser, room), await somebody(browser, room), await somebody(browser, `${room}/layar`),
  ];
  const pages = [reader, screen, other];

  await author.getByLabel('Apa yang ingin Anda sampaikan?').fill(POINT);
  await author.getByLabel('Pengguna layanan').check();
  await author.getByRole('button', { name: 'Kirim' }).click();
  const own = author.getByRole('region', { name: 'Usulan Anda' });
  await expect(own.locator('li.point')).toContainText('Menunggu');

  // It waits for the moderators alone.
  await renewed(moderator, javaScriptEnabled);
  const waiting = moderator.getByRole('region', { name: 'Menunggu Anda' });
  await expect(waiting).toContainText(POINT);
  await expect(waiting.locator('li.point').filter({ hasText: POINT })).toContainText('Pengguna layanan');
  await renewed(screen, javaScriptEnabled);
  await expect(screen.getByText(POINT)).toHaveCount(0);

  await point(moderator, POINT).getByRole('button', { name: 'Terbitkan' }).click();
  await expect(moderator.getByRole('region', { name: 'Terbit' })).toContainText(POINT);
  for (const page of pages) {
    await renewed(page, javaScriptEnabled);
    await expect(page.getByText(POINT)).toBeVisible();
  }
  await expect(other.getByRole('region', { name: 'Terbit' })).toContainText(POINT);

  await point(reader, POINT).getByRole('button').click();
  await expect(point(reader, POINT)).toContainText('Anda mendukung ini');
  await renewed(screen, javaScriptEnabled);
  await expect(point(screen, POINT)).toContainText('1 pendukung');

  // What is heard is saved with Enter, and is everybody's at once.
  await moderator.getByLabel('Seseorang berkata').fill(HEARD);
  await moderator.keyboard.press('Enter');
  await expect(point(moderator, HEARD)).toBeVisible();
  for (const page of pages) {
    await renewed(page, javaScriptEnabled);
    await expect(page.getByText(HEARD)).toBeVisible();
  }

  // The other moderator puts the point into a group and writes down what the unit answers.
  const card = point(other, POINT);
  await card.getByText('Kelompokkan…').click();
  await card.getByRole('button', { name: GROUP }).click();
  await other.getByRole('link', { name: GROUP }).click();
  await other.getByLabel('Dengan kata-kata unit').fill(ANSWER);
  await other.getByRole('button', { name: 'Simpan' }).click();
  await expect(other.locator('.error-summary')).toBeVisible();
  await other.getByLabel('Jawaban unit').selectOption({ label: 'Diterima sebagian' });
  await other.getByRole('button', { name: 'Simpan' }).click();
  await expect(other.locator('.desk-notice')).toContainText('Perubahan tersimpan.');
  await renewed(screen, javaScriptEnabled);
  await expect(screen.getByText(ANSWER)).toBeVisible();

  await renewed(author, javaScriptEnabled);
  await own.getByRole('link', { name: /Nasib usulan no\./ }).click();
  await expect(author.getByRole('main')).toContainText(GROUP);
  await expect(author.getByRole('main')).toContainText('Diterima sebagian');
  await expect(author.getByRole('main')).toContainText(ANSWER);
});

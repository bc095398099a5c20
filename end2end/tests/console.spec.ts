// The moderator's console by keyboard alone: what is heard, grouped, marked and undone with few keys beyond the words.
import { accessKey, runningForum } from '../support/forum.ts';
import { expect, testOfOwnPortal as test } from '../support/test.ts';

/** What people say one after the other, about what the group is named after. */
const SAID = [
  'Antrean pagi selalu mengular sampai ke tangga.',
  'Jam layanan Jumat terlalu pendek untuk antrean sebanyak itu.',
  'Antrean lansia sebaiknya dipisah saat jam sibuk.',
];
const GROUP = 'Antrean dan jam layanan';

test('three keys beyond the words keep, tell whose kind it was and group what is heard', async ({ as }) => {
  const page = await as('moderator');
  await runningForum(page);
  const hand = page.getByRole('region', { name: 'Sedang dikerjakan' });
  const line = page.getByLabel('Seseorang berkata');
  await accessKey(page, 'c');
  for (const text of SAID) {
    await expect(line).toBeFocused();
    await expect(line).toHaveValue('');
    await page.keyboard.type(text);
    await accessKey(page, 'p');
    await expect(page.getByLabel('Pengguna layanan')).toBeChecked();
    await page.keyboard.press('Enter');
    await expect(hand).toContainText(text);
    await expect(hand.getByRole('button', { name: GROUP }).first()).toBeVisible();
    await accessKey(page, '1');
    await expect(hand.locator('strong')).toHaveText(GROUP);
    await expect(hand).toContainText('Pengguna layanan');
  }

  // What was just done is undone, marked and done again without leaving the keyboard.
  await accessKey(page, 'u');
  await expect(hand.locator('strong')).toHaveCount(0);
  await accessKey(page, 'u');
  await expect(hand.locator('strong')).toHaveText(GROUP);
  await accessKey(page, 'b');
  await expect(hand.getByText('Bintang', { exact: true })).toBeVisible();
  await accessKey(page, 'j');
  await expect(hand.getByText('Dijawab di ruangan', { exact: true })).toBeVisible();

  // The next point that waits comes into the hand, and is published by a key.
  await accessKey(page, 'n');
  const publish = hand.getByRole('button', { name: 'Terbitkan', exact: true });
  await expect(publish).toBeVisible();
  await accessKey(page, 't');
  await expect(publish).toHaveCount(0);
});

// What only pages with the script do: they renew themselves and do not touch what somebody types. Without it one reloads.
import { point, runningForum, somebody } from '../support/forum.ts';
import { expect, testOfOwnPortal as test } from '../support/test.ts';

const HEARD = 'Beri antrean khusus bagi ibu hamil, uji empat.';

test('what somebody types stays while the page renews itself, and a lost line is told until it is found', async ({
  as, browser,
}) => {
  const moderator = await as('moderator');
  const { room } = await runningForum(moderator);
  const reader = await somebody(browser, room);
  const field = reader.getByLabel('Apa yang ingin Anda sampaikan?');
  await field.fill('Belum selesai sa');

  const hear = async (text: string) => {
    await moderator.getByLabel('Seseorang berkata').fill(text);
    await moderator.keyboard.press('Enter');
    await expect(point(moderator, text)).toBeVisible();
  };
  await hear(HEARD);
  await expect(reader.getByText(HEARD)).toBeVisible();
  await expect(field).toHaveValue('Belum selesai sa');
  await expect(field).toBeFocused();

  const lost = reader.getByText('Sambungan terputus');
  await expect(lost).toBeHidden();
  await reader.context().setOffline(true);
  await hear('Ditulis selama luring, uji tiga.');
  await expect(lost).toBeVisible({ timeout: 30_000 });
  await expect(reader.getByText(HEARD)).toBeVisible();
  await reader.context().setOffline(false);
  await expect(reader.getByText('uji tiga')).toBeVisible({ timeout: 30_000 });
  await expect(lost).toBeHidden();
  await expect(field).toHaveValue('Belum selesai sa');
});

// What only pages with the script do: they renew themselves and do not touch what somebody types. Without it one reloads.
import { signInHere } from '../support/desk.ts';
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

test('what is heard while the line is down waits on the device and is sent once, in order', async ({ as, browser }) => {
  const moderator = await as('moderator');
  const { room } = await runningForum(moderator);
  const heard = ['Pintu masuk tidak ramah kursi roda, uji lima.', 'Loket pengaduan tutup saat istirahat, uji enam.'];
  const hear = async (text: string) => {
    await moderator.getByLabel('Seseorang berkata').fill(text);
    await moderator.keyboard.press('Enter');
  };
  const queued = moderator.getByText('Menunggu sambungan');
  await expect(queued).toBeHidden();
  await moderator.context().setOffline(true);
  for (const text of heard) await hear(text);
  await expect(queued).toContainText(': 2');
  await expect(moderator.getByLabel('Seseorang berkata')).toBeFocused();
  await moderator.context().setOffline(false);
  await expect(queued).toBeHidden({ timeout: 30_000 });
  const reader = await somebody(browser, room);
  const texts = reader.locator('li.point .point-text').filter({ hasText: /uji (lima|enam)/ });
  await expect(texts).toHaveText(heard);
});

test('a decision does not take away what is being typed', async ({ as }) => {
  const moderator = await as('moderator');
  await runningForum(moderator);
  const line = moderator.getByLabel('Seseorang berkata');
  await line.fill('Belum selesai sa');
  const waiting = moderator.getByRole('region', { name: 'Menunggu Anda' }).locator('li.point');
  const before = await waiting.count();
  await waiting.first().getByRole('button', { name: 'Terbitkan' }).click();
  await expect(waiting).toHaveCount(before - 1);
  await expect(line).toHaveValue('Belum selesai sa');
  await expect(line).toBeFocused();
});

test('what waits when a session ends is sent after signing in again', async ({ as, browser }) => {
  const moderator = await as('moderator');
  const { room } = await runningForum(moderator);
  const text = 'Ruang laktasi terkunci, uji tujuh.';
  await moderator.context().setOffline(true);
  await moderator.getByLabel('Seseorang berkata').fill(text);
  await moderator.keyboard.press('Enter');
  await expect(moderator.getByText('Menunggu sambungan')).toContainText(': 1');
  await moderator.context().clearCookies();
  await moderator.context().setOffline(false);
  await expect(moderator).toHaveURL(/\/masuk/, { timeout: 30_000 });
  await signInHere(moderator, 'moderator');
  await expect(moderator.getByText('Menunggu sambungan')).toBeHidden();
  const reader = await somebody(browser, room);
  await expect(point(reader, text)).toHaveCount(1);

  // A link of the console leads there too.
  await moderator.context().clearCookies();
  await moderator.getByRole('link', { name: /Kerjakan no/ }).first().click();
  await expect(moderator).toHaveURL(/\/masuk/);
});

test('what was refused comes back whole and loses neither itself nor what was typed since', async ({ as, browser }) => {
  const moderator = await as('moderator');
  const { room } = await runningForum(moderator);
  const [first, second] = ['Toilet tidak bersih, uji delapan.', 'Jalur antrean sempit, uji sembilan.'];
  const line = moderator.getByLabel('Seseorang berkata');
  const slip = moderator.getByLabel('Nomor peserta');
  // The refusal comes while the next point is being typed.
  let goOn = () => {};
  const typed = new Promise<void>((resolve) => { goOn = resolve; });
  await moderator.route('**/usulan', async (route) => {
    await typed;
    await route.continue();
  });
  await line.fill(first);
  await slip.fill('501');
  await moderator.keyboard.press('Enter');
  await line.fill(second);
  goOn();
  await expect(moderator.locator('.error-summary')).toBeVisible();
  await expect(line).toHaveValue(second);
  await line.press('Enter');
  await expect(line).toHaveValue(first);
  await expect(slip).toHaveValue('501');
  await slip.fill('5');
  await line.press('Enter');
  await expect(moderator.getByText('Menunggu sambungan')).toBeHidden();
  const reader = await somebody(browser, room);
  for (const text of [first, second]) await expect(point(reader, text)).toHaveCount(1);
});

// The main job to its end: somebody rates today, two people seal the month, and everybody reads the figure.
// A seal changes what all readers see, so this test has a portal of its own.
import { address } from '../support/desk.ts';
import { answerAll, sendForReceipt } from '../support/form.ts';
import { invite, run } from '../support/portal.ts';
import { expect, testOfOwnPortal } from '../support/test.ts';

const MONTH = '2026-11';

const test = testOfOwnPortal.extend({
  code: async ({ portal }, use) => use((await invite(portal.data))[0]!),
});

test('rate, seal the month, read the figure', async ({ page, code, portal }) => {
  await page.goto(`/nilai/${code}`);
  await answerAll(page, 4);
  await sendForReceipt(page);
  const receipt = page.url();

  const figures = async (): Promise<{ period: string; proof: string; n: number }[]> => {
    const response = await page.request.get('/api/v1/services/ktp-el');
    return (await response.json()).figures;
  };
  const sealedMonths = async () => (await figures()).map(({ period }) => period);
  expect(await sealedMonths()).not.toContain(MONTH);
  await run(portal.data, 'seal', '--period', MONTH, '--by', address('penerbit-1'), '--and', address('penerbit-2'), '--today', '2026-12-01');
  await expect.poll(sealedMonths).toContain(MONTH);

  const official = (await figures()).find(({ period, proof }) => period === MONTH && proof === 'official')!;
  await page.goto(`/layanan/ktp-el?periode=${MONTH}`);
  await expect(page.locator('.figure-card')).toContainText('November 2026');
  await expect(page.locator('.figure-card')).toContainText(`${official.n.toLocaleString('id')} penilaian`);
  await page.goto('/data');
  await expect(page.locator(`main a[href="/data/${MONTH}.csv"]`)).toBeVisible();
  await page.goto(receipt);
  await expect(page.locator(`main a[href$="/data/${MONTH}.json"], main a[href="/data"]`).first()).toBeVisible();
});

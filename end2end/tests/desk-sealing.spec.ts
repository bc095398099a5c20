// Sealing at the desk: one publisher proposes, another sends back or confirms, and then everybody reads the figure.
// A seal changes what everybody sees, so this test has a portal of its own, whose month is over.
import { type Page } from '@playwright/test';

import { expectProblem, row } from '../support/desk.ts';
import { expect, testAfterTheMonth as test } from '../support/test.ts';

const MONTH = '2026-11';

interface Figure {
  period: string;
  proof: string;
  n: number;
  ikm: number;
}

async function figures(page: Page): Promise<Figure[]> {
  const response = await page.request.get('/api/v1/services/ktp-el');
  return (await response.json()).figures;
}

async function official(page: Page): Promise<Figure | undefined> {
  return (await figures(page)).find(({ period, proof }) => period === MONTH && proof === 'official');
}

test('one proposes, another confirms, and everybody reads the figure', async ({ as, page }) => {
  const [one, two] = [await as('penerbit-1'), await as('penerbit-2')];
  expect(await official(page)).toBeUndefined();
  const seen: string[] = [];
  const look = async (desk: Page) => seen.push(await desk.locator('main').innerText());

  const propose = async () => {
    await one.goto('/meja/rilis');
    await expect(one.getByText('Giliran berikutnya: November 2026.')).toBeVisible();
    await look(one);
    await one.getByRole('button', { name: 'Usulkan penyegelan November 2026' }).click();
    await expect(one.getByRole('heading', { level: 1 })).toHaveText('Penyegelan November 2026');
    await expect(one.getByRole('main')).toContainText('Menunggu orang kedua');
    await expect(one.getByRole('heading', { name: 'Kelengkapan' })).toBeVisible();
    await look(one);
    return one.url();
  };
  const first = await propose();
  // Nobody confirms the own proposal, not even without the button.
  await expect(one.getByText('Orang lain dengan peran penerbit harus menyetujui.')).toBeVisible();
  await expect(one.getByRole('button', { name: 'Setujui dan segel' })).toHaveCount(0);
  const forced = await one.request.post(`${first}/setuju`);
  expect(forced.status()).toBe(422);
  expect(await forced.text()).toContain('Anda tidak dapat menyetujui usulan sendiri');

  await two.goto('/meja');
  await two.getByRole('link', { name: 'Usulan rilis menunggu keputusan Anda sebagai orang kedua' }).click();
  await expect(row(two, 'Penyegelan November 2026')).toContainText('Penerbit contoh satu');
  await look(two);
  await two.getByRole('link', { name: 'Penyegelan November 2026' }).click();
  await look(two);
  await two.getByRole('button', { name: 'Kembalikan usulan' }).click();
  await expectProblem(two, 'Tulis alasan', two.getByLabel('Alasan mengembalikan'));
  await two.getByLabel('Alasan mengembalikan').fill('Realisasi November belum disahkan');
  await two.getByRole('button', { name: 'Kembalikan usulan' }).click();
  await expect(two.getByRole('main')).toContainText('Dikembalikan');
  await one.goto(first);
  await expect(one.getByRole('main')).toContainText('Realisasi November belum disahkan');
  await expect(one.getByRole('main')).toContainText('Penerbit contoh dua');

  const second = await propose();
  expect(second).not.toBe(first);
  await two.goto(second);
  await look(two);
  await page.goto(`/layanan/ktp-el?periode=${MONTH}`);
  await look(page);
  await two.getByRole('button', { name: 'Setujui dan segel' }).click();
  // The page asks for itself again until the seal is done, without JavaScript too.
  await expect(two.getByRole('link', { name: 'Lihat halaman kota untuk bulan ini' })).toBeVisible({ timeout: 30_000 });
  await expect(two.getByRole('main')).toContainText('Terbit');
  await one.goto('/meja/rilis');
  await expect(row(one, 'Penyegelan November 2026').filter({ hasText: 'Terbit' })).toHaveCount(1);
  await expect(row(one, 'Penyegelan November 2026').filter({ hasText: 'Dikembalikan' })).toHaveCount(1);
  await expect(one.getByText('Desember 2026 dapat diusulkan setelah bulan itu berakhir')).toBeVisible();

  // Now everybody sees the figure that nobody saw before.
  await expect.poll(() => official(page)).toBeDefined();
  const figure = (await official(page))!;
  const index = figure.ikm.toFixed(2).replace('.', ',');
  for (const text of seen) {
    expect(text).not.toContain(index);
    expect(text).not.toContain(`${figure.n.toLocaleString('id')} penilaian`);
  }
  await page.goto(`/layanan/ktp-el?periode=${MONTH}`);
  await expect(page.locator('.figure-card')).toContainText('November 2026');
  await expect(page.locator('.figure-card')).toContainText(index);
  await two.getByRole('link', { name: 'Lihat halaman kota untuk bulan ini' }).click();
  await expect(two.getByRole('main')).toContainText('November 2026');
  await page.goto('/data');
  await expect(page.locator(`main a[href="/data/${MONTH}.csv"]`)).toBeVisible();
});

test('two publishers publish a correction, and the sealed figure stays beside it', async ({ as, page }) => {
  const [one, two] = [await as('penerbit-1'), await as('penerbit-2')];
  await one.goto('/meja/rilis');
  await expect(one.getByText('1 koreksi realisasi menunggu diterbitkan.')).toBeVisible();
  await one.getByRole('button', { name: 'Usulkan penerbitan koreksi' }).click();
  await expect(one.getByRole('heading', { level: 1 })).toContainText('Koreksi sampai');
  await two.goto(one.url());
  const waiting = row(two, 'akta-kelahiran');
  await expect(waiting).toContainText('anak yang pindah ke luar kota semula ikut terhitung');
  await two.getByRole('button', { name: 'Setujui dan segel' }).click();
  await expect(two.getByRole('main')).toContainText('Terbit', { timeout: 30_000 });
  // The public pages are made anew a moment after the seal.
  await expect
    .poll(async () => {
      await page.goto('/data');
      return page.getByRole('link', { name: /^Koreksi 1, 1 realisasi/ }).count();
    })
    .toBe(1);
  await page.goto('/unit/disdukcapil');
  await expect(page.getByRole('main')).toContainText('Dikoreksi: sebelumnya');
});

test('ratings of a place that a sign names are left out by two people, and everybody reads why', async ({ as, page }) => {
  const [one, two] = [await as('penerbit-1'), await as('penerbit-2')];
  await one.goto('/meja/rilis');
  await one.getByRole('button', { name: 'Usulkan penyegelan November 2026' }).click();
  const proposal = one.url();
  await expect(one.getByRole('main')).toContainText('satu hari dengan penilaian jauh lebih banyak daripada hari-hari lain');
  await two.goto(proposal);
  await expect(two.getByRole('link', { name: 'Kecualikan penilaian' })).toHaveCount(0);

  await one.getByRole('link', { name: 'Kecualikan penilaian' }).click();
  await one.getByLabel('Tempat').selectOption({ index: 1 });
  await one.getByRole('button', { name: 'Kecualikan' }).click();
  await expectProblem(one, 'Pilih cara menilai', one.getByLabel('Cara menilai'));
  await one.getByLabel('Cara menilai').selectOption('Formulir kertas');
  await one.getByLabel('Hari pertama').fill('2026-11-10');
  await one.getByLabel('Hari terakhir').fill('2026-11-10');
  const reason = 'Formulir hari itu diisi tanpa pengunjung, kelurahan membenarkannya.';
  await one.getByLabel('Alasan').fill(reason);
  await one.getByRole('button', { name: 'Kecualikan' }).click();
  await expect(one.getByRole('heading', { level: 1 })).toHaveText('Penyegelan November 2026');
  await expect(one.getByRole('main')).toContainText(reason);

  // Whoever opened the page before cannot confirm what it did not show.
  await two.getByRole('button', { name: 'Setujui dan segel' }).click();
  await expect(two.getByRole('main')).toContainText('Yang dikecualikan sudah berubah sejak Anda membuka halaman ini');
  await expect(two.getByRole('main')).toContainText(reason);
  await two.getByRole('button', { name: 'Setujui dan segel' }).click();
  await expect(two.getByRole('main')).toContainText('Terbit', { timeout: 30_000 });
  await expect
    .poll(async () => {
      await page.goto(`/layanan/pengantar-skck-campago-ipuh?periode=${MONTH}`);
      return page.getByText(reason).count();
    })
    .toBe(1);
  await expect(page.getByRole('main')).toContainText(/\d+ penilaian dikecualikan/);
});

// Paper forms: two people key in the same stack, settle where they differ, and put it into the ballot box.
import { type Page } from '@playwright/test';

import { expectProblem, row } from '../support/desk.ts';
import { answer, answerAll } from '../support/form.ts';
import { expect, test } from '../support/test.ts';

/** A service for each project, so that neither meets the other's stack. */
const SERVICES = {
  'with-script': { slug: 'perubahan-kk', name: 'Perubahan Data Kartu Keluarga' },
  'without-script': { slug: 'kartu-keluarga', name: 'Penerbitan Biodata dan Kartu Keluarga Baru' },
};

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Simpan dan lanjut' }).click();
  await expect(page.getByRole('status')).toContainText('Formulir tersimpan.');
}

function heading(page: Page) {
  return page.getByRole('heading', { level: 1 });
}

test('two people key in a stack, settle it and put it into the ballot box', async ({ as }, { project }) => {
  const { slug, name } = SERVICES[project.name as keyof typeof SERVICES];
  const [first, second] = [await as('operator'), await as('operator-2')];
  const stack = (page: Page) => row(page, name).filter({ hasText: 'Oktober 2026' });
  await first.goto('/meja/formulir');
  await first.getByRole('link', { name: 'Buka tumpukan' }).click();
  await first.getByLabel('Layanan').selectOption(slug);
  await first.getByLabel('Bulan').selectOption({ label: 'Oktober 2026' });
  await first.getByLabel('Jumlah formulir').fill('0');
  await first.getByRole('button', { name: 'Mulai mengetik' }).click();
  await expectProblem(first, 'Tulis jumlah dari 1 sampai', first.getByLabel('Jumlah formulir'));
  await expect(first.getByLabel('Layanan')).toHaveValue(slug);
  await expect(first.getByLabel('Bulan')).toHaveValue('2026-10');
  await first.getByLabel('Jumlah formulir').fill('2');
  await first.getByRole('button', { name: 'Mulai mengetik' }).click();

  await expect(heading(first)).toHaveText('Formulir 1 dari 2');
  await answerAll(first, 3);
  await first.getByLabel('Tanggal').fill('32');
  await first.getByLabel('Saran').fill('Tambah kursi di ruang tunggu');
  await first.getByRole('button', { name: 'Simpan dan lanjut' }).click();
  await expectProblem(first, 'Tulis tanggal dalam bulan itu', first.getByLabel('Tanggal'));
  await expect(first.getByLabel('Tanggal')).toHaveValue('32');
  await expect(first.getByLabel('Saran')).toHaveValue('Tambah kursi di ruang tunggu');
  await expect(first.locator('input[name=waktu][value="3"]')).toBeChecked();
  await first.getByLabel('Tanggal').fill('7');
  await save(first);
  await expect(heading(first)).toHaveText('Formulir 2 dari 2');
  await first.getByRole('link', { name: 'Perbaiki formulir sebelumnya' }).click();
  await expect(first.getByLabel('Tanggal')).toHaveValue(/7$/);
  await save(first);
  await answerAll(first, 4);
  await answer(first, { waktu: 2 });
  await save(first);

  // The same person cannot key in the second copy.
  await expect(heading(first)).toHaveText('Menunggu orang lain');
  await expect(first.getByRole('button', { name: 'Simpan dan lanjut' })).toHaveCount(0);
  await first.getByRole('link', { name: 'Kembali ke daftar formulir' }).click();
  await expect(stack(first)).toContainText('Menunggu pengetik kedua: 0 dari 2');

  await second.goto('/meja/formulir');
  await expect(stack(second)).toContainText('Ketikan kedua oleh Anda: 0 dari 2');
  await stack(second).getByRole('link', { name }).click();
  await expect(second.getByLabel('Saran')).toHaveValue('');
  await answerAll(second, 3);
  await second.getByLabel('Tanggal').fill('7');
  await second.getByLabel('Saran').fill('Tambah kursi di ruang tunggu');
  await save(second);
  await answerAll(second, 4);
  await answer(second, { waktu: 1 });
  await save(second);

  await expect(heading(second)).toHaveText('Formulir 2: dua ketikan berbeda');
  await expect(second.getByRole('table')).toContainText('1 dari 16 isian berbeda.');
  const differing = second.getByRole('row').filter({ hasText: 'Berbeda' });
  await expect(differing).toHaveCount(1);
  await expect(differing.getByRole('cell')).toContainText(['2', '1']);
  await second.getByRole('button', { name: 'Simpan keputusan' }).click();
  await expectProblem(second, 'Pilih ketikan yang benar', differing.getByRole('radio').first());
  await differing.getByRole('radio').last().check();
  await second.getByRole('button', { name: 'Simpan keputusan' }).click();

  await expect(heading(second)).toHaveText('Kedua ketikan sudah sama');
  await first.goto('/meja/formulir');
  await expect(stack(first)).toContainText('Siap masuk kotak suara');
  await stack(first).getByRole('link', { name }).click();
  await first.getByRole('button', { name: 'Masukkan ke kotak suara' }).click();
  await expect(first.getByRole('status')).toContainText('Tumpukan telah masuk ke kotak suara.');
  await expect(stack(first)).toHaveCount(0);
});

test('throws a stack away for a reason', async ({ as }, { project }) => {
  const { slug, name } = SERVICES[project.name as keyof typeof SERVICES];
  const page = await as('operator');
  await page.goto('/meja/formulir/baru');
  await page.getByLabel('Layanan').selectOption(slug);
  await page.getByLabel('Bulan').selectOption({ label: 'September 2026' });
  await page.getByLabel('Jumlah formulir').fill('3');
  await page.getByRole('button', { name: 'Mulai mengetik' }).click();
  await expect(heading(page)).toHaveText('Formulir 1 dari 3');
  await page.goto('/meja/formulir');
  const stack = row(page, name).filter({ hasText: 'September 2026' });
  await stack.getByRole('link', { name: 'Buang' }).click();
  await page.getByRole('button', { name: 'Buang' }).click();
  await expectProblem(page, 'Tulis alasan', page.getByLabel('Alasan'));
  await page.getByLabel('Alasan').fill('Bulan pada formulir salah');
  await page.getByRole('button', { name: 'Buang' }).click();
  await expect(page.getByRole('status')).toContainText('Ketikan telah dibuang.');
  await expect(stack).toHaveCount(0);
});

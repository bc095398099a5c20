// What can be typed at the desk can be handed in as a file: errors by cell, every change shown before it is kept, and the
// same file taken away again. And two people who change the same record at once choose between their versions.
import { type Page } from '@playwright/test';

import { become, row } from '../support/desk.ts';
import { expect, test } from '../support/test.ts';

/** What belongs to one of the projects, so that neither meets the other's records. */
const OWN = {
  'with-script': { year: '2028', week: '2027-W06', day: '2027-02-08', place: 'Senin 8', period: '2026-12', service: 'akta-kelahiran' },
  'without-script': { year: '2029', week: '2027-W08', day: '2027-02-22', place: 'Senin 22', period: '2027-01', service: 'akta-kematian' },
};

function own(project: string) {
  return OWN[project as keyof typeof OWN];
}

function csv(lines: string[]) {
  return { name: 'berkas.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.map((line) => `${line}\r\n`).join('')) };
}

async function handIn(page: Page, lines: string[]): Promise<void> {
  await page.getByRole('button', { name: 'Berkas CSV' }).setInputFiles(csv(lines));
  await page.getByRole('button', { name: 'Periksa berkas' }).click();
}

async function keep(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Simpan perubahan ini' }).click();
  await expect(page.getByRole('status')).toContainText('Perubahan tersimpan.');
}

async function taken(page: Page, path: string): Promise<string> {
  const file = await page.request.get(path);
  expect(file.headers()['content-type']).toContain('text/csv');
  return file.text();
}

test('counters come as a file', async ({ context, page }, { project }) => {
  await become(context, 'operator');
  const name = `Meja informasi ${project.name}`;
  const header = (await taken(page, '/meja/loket.csv')).split(/\r?\n/)[0]!;
  await page.goto('/meja/impor');
  const paste = async (line: string) => {
    await page.getByLabel('Atau tempel isinya').fill(`${header}\n${line}`);
    await page.getByRole('button', { name: 'Lihat perubahan' }).click();
  };
  await paste(`disdukcapil,${name},2026-13-01,`);
  await expect(page.getByText('baris 2, kolom berlaku_mulai')).toBeVisible();
  await expect(page.getByLabel('Atau tempel isinya')).toHaveValue(new RegExp(name));
  await paste(`disdukcapil,${name},2026-12-01,`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Perubahan yang akan disimpan');
  await expect(page.getByRole('main')).toContainText(name);
  await page.getByRole('button', { name: 'Simpan semua perubahan' }).click();
  await page.goto('/meja/unit/disdukcapil');
  await expect(row(page, name)).toContainText('1 Desember 2026');
  expect(await taken(page, '/meja/loket.csv')).toContain(`disdukcapil,${name},2026-12-01,`);
});

test('holidays come as a file', async ({ context, page }, { project }) => {
  await become(context, 'administrator');
  const { year } = own(project.name);
  const calendar = `/meja/kalender?tahun=${year}`;
  await page.goto(calendar);
  await handIn(page, ['tanggal,nama', `${year}-13-01,Libur`]);
  await expect(page.getByText('baris 2, kolom tanggal')).toBeVisible();
  await handIn(page, ['tanggal,nama', `${year}-05-03,Libur uji coba`]);
  await expect(row(page, 'Libur uji coba')).toBeVisible();
  await keep(page);
  await page.goto(calendar);
  await expect(row(page, 'Libur uji coba')).toContainText(`3 Mei ${year}`);
  expect(await taken(page, `/meja/kalender/berkas?tahun=${year}`)).toContain(`${year}-05-03,Libur uji coba`);
  await page.getByRole('link', { name: 'Riwayat perubahan' }).click();
  await expect(page.getByRole('main')).toContainText('Libur uji coba');
});

test('duties come as a file, and the week tells its history', async ({ context, page }, { project }) => {
  await become(context, 'operator');
  const { day, place, week } = own(project.name);
  await page.goto(`/meja/jaga/disdukcapil?pekan=${week}`);
  const header = 'tanggal,paruh_hari,loket,petugas';
  await handIn(page, [header, `${day},pagi,Loket 99,Petugas contoh 05`]);
  await expect(page.getByText('baris 2, kolom loket')).toBeVisible();
  await handIn(page, [header, `${day},pagi,Loket 1,Petugas contoh 05`]);
  await expect(row(page, 'Petugas contoh 05')).toBeVisible();
  await keep(page);
  expect(await taken(page, `/meja/jaga/disdukcapil/berkas?pekan=${week}`)).toContain(`${day},pagi,Loket 1,`);
  await page.getByRole('link', { name: 'Riwayat perubahan' }).click();
  await expect(page.getByRole('main')).toContainText(`${place}, pagi, Loket 1: Tidak ada → Petugas contoh 05`);
});

test('targets come as a file, and the period tells its history', async ({ context, page }, { project }) => {
  await become(context, 'operator');
  const { period } = own(project.name);
  const header = (await taken(page, '/meja/indikator/berkas/realisasi.csv')).split(/\r?\n/)[0]!;
  await page.goto('/meja/indikator/berkas');
  const reports = async (target: string) => {
    const line = `hari-kartu-keluarga,${period},${target},,,,,`;
    await page.getByRole('button', { name: 'Target dan realisasi (realisasi.csv)' }).setInputFiles(csv([header, line]));
    await page.getByRole('button', { name: 'Periksa perubahan' }).click();
  };
  await reports('banyak');
  await expect(page.getByText('baris 2, kolom target')).toBeVisible();
  await reports('"2,5"');
  await expect(page.getByRole('main')).toContainText('2,5');
  await keep(page);
  await page.goto(`/meja/realisasi/hari-kartu-keluarga/${period}`);
  await expect(page.getByRole('main')).toContainText('2,5 hari kerja');
  await page.getByRole('link', { name: 'Riwayat perubahan' }).click();
  await expect(page.getByRole('main')).toContainText('→ 2,5');
  await expect(page.getByRole('main')).toContainText('Operator contoh');
});

test('two people who change a service at once choose between their versions', async ({ as, context, page }, { project }) => {
  await become(context, 'operator');
  const path = `/meja/layanan/${own(project.name).service}`;
  const [mine, theirs] = [`Dasar saya ${project.name}`, `Dasar orang lain ${project.name}`];
  const save = async (whose: Page, basis: string) => {
    await whose.getByLabel('Dasar hukum').fill(basis);
    await whose.getByRole('button', { name: 'Simpan', exact: true }).click();
  };
  const other = await as('operator-2');
  await page.goto(path);
  await other.goto(path);
  await save(other, theirs);
  await expect(other.getByRole('status')).toBeVisible();
  await save(page, mine);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Orang lain mengubah data ini');
  await expect(page.getByRole('main')).toContainText(theirs);
  await page.getByRole('button', { name: 'Simpan pilihan saya' }).click();
  await expect(page.locator('.error-summary')).toContainText('Pilih isian untuk Dasar hukum');
  await page.getByRole('radio', { name: mine }).check();
  await page.getByRole('button', { name: 'Simpan pilihan saya' }).click();
  await expect(page.getByRole('status')).toContainText('tersimpan');
  await page.goto(path);
  await expect(page.getByLabel('Dasar hukum')).toHaveValue(mine);
});

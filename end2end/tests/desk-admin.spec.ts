// The administrator looks after people, settings, the calendar and the tree of units. Everybody sees much of that, so
// each test has a portal of its own.
import { expectProblem, oneTimeCode, row } from '../support/desk.ts';
import { expect, testOfOwnPortal as test } from '../support/test.ts';

const EMAIL = 'sari@suara.example';
const PASSWORD = 'tujuh perahu hijau di danau';

test('somebody is invited, works, gets other roles and loses the account', async ({ as, page }) => {
  const admin = await as('administrator');
  await admin.goto('/meja');
  await admin.getByRole('main').getByRole('link', { name: 'Orang dan peran' }).click();
  await admin.getByRole('link', { name: 'Undang orang' }).click();
  await admin.getByLabel('Alamat surel').fill('sari');
  await admin.getByLabel('Nama', { exact: true }).fill('Sari Contoh');
  await admin.getByLabel('Peran 1', { exact: true }).selectOption({ label: 'Operator unit' });
  await admin.getByLabel('Unit untuk peran 1').selectOption({ label: 'Dinas Pendidikan dan Kebudayaan' });
  await admin.getByRole('button', { name: 'Buat akun dan tautan' }).click();
  await expectProblem(admin, 'Tulis alamat surel seperti', admin.getByLabel('Alamat surel'));
  await expect(admin.getByLabel('Alamat surel')).toHaveValue('sari');
  await expect(admin.getByLabel('Nama', { exact: true })).toHaveValue('Sari Contoh');
  await expect(admin.getByLabel('Peran 1', { exact: true }).locator('option:checked')).toHaveText('Operator unit');
  await admin.getByLabel('Alamat surel').fill(EMAIL);
  await admin.getByRole('button', { name: 'Buat akun dan tautan' }).click();
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Tautan sekali pakai');
  const link = await admin.locator('.one-time-link').innerText();
  await admin.getByRole('link', { name: 'Kembali ke daftar orang' }).click();
  await expect(row(admin, EMAIL)).toContainText('Diundang, belum masuk');

  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Selamat datang, Sari Contoh');
  await page.getByLabel('Kata sandi baru').fill('bukittinggi2026');
  await page.getByRole('button', { name: 'Simpan dan masuk' }).click();
  await expectProblem(page, 'Kata sandi ini mudah ditebak', page.getByLabel('Kata sandi baru'));
  await page.getByLabel('Kata sandi baru').fill(PASSWORD);
  await page.getByRole('button', { name: 'Simpan dan masuk' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Selamat bekerja, Sari Contoh');
  await expect(page.getByRole('main')).toContainText('Operator unit · Dinas Pendidikan dan Kebudayaan');
  await page.getByRole('button', { name: 'Keluar' }).click();
  const dead = await page.goto(link);
  expect(dead?.status()).toBe(410);
  await page.getByRole('link', { name: 'Masuk ke meja kerja' }).click();
  await page.getByLabel('Alamat surel').fill(EMAIL);
  await page.getByLabel('Kata sandi').fill(PASSWORD);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Selamat bekerja, Sari Contoh');
  await expect(page.getByRole('link', { name: 'Moderasi komentar' }).first()).toBeVisible();

  await admin.getByLabel('Bagian dari nama atau surel').fill('sari');
  await admin.getByRole('button', { name: 'Terapkan' }).click();
  await expect(row(admin, EMAIL)).toContainText('Aktif');
  await admin.getByRole('link', { name: 'Sari Contoh' }).click();
  await admin.getByLabel('Peran 1', { exact: true }).selectOption({ label: 'Auditor' });
  await admin.getByLabel('Unit untuk peran 1').selectOption({ label: 'Kota Bukittinggi' });
  await admin.getByRole('button', { name: 'Simpan' }).click();
  await expect(admin.getByRole('status')).toContainText('Perubahan tersimpan.');
  await page.goto('/meja');
  await expect(page.getByRole('link', { name: 'Jejak audit' }).first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Undangan menilai' })).toHaveCount(0);

  await admin.getByLabel('Boleh masuk').uncheck();
  await admin.getByRole('button', { name: 'Simpan' }).click();
  await expect(admin.getByRole('main')).toContainText('Ditutup');
  await page.goto('/meja');
  await expect(page).toHaveURL(/\/masuk/);
  await page.getByLabel('Alamat surel').fill(EMAIL);
  await page.getByLabel('Kata sandi').fill(PASSWORD);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await expect(page.locator('.error-summary')).toContainText('Alamat surel atau kata sandi salah.');
});

test('whoever appraises sets up one-time codes at the first visit', async ({ as, page }) => {
  const admin = await as('administrator');
  await admin.goto('/meja/orang/baru');
  await admin.getByLabel('Alamat surel').fill(EMAIL);
  await admin.getByLabel('Nama', { exact: true }).fill('Sari Contoh');
  await admin.getByLabel('Peran 1', { exact: true }).selectOption({ label: 'Pejabat penilai kinerja' });
  await admin.getByRole('button', { name: 'Buat akun dan tautan' }).click();
  await page.goto(await admin.locator('.one-time-link').innerText());
  await page.getByLabel('Kata sandi baru').fill(PASSWORD);
  await page.getByRole('button', { name: 'Simpan dan masuk' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pasang kode sekali pakai');
  await page.goto('/meja');
  await expect(page).toHaveURL(/\/masuk\/kode/);
  await page.getByLabel('Kode 6 angka').fill('abc');
  await page.getByRole('button', { name: 'Pasang' }).click();
  await expect(page.locator('.error-summary')).toContainText('Kode salah atau sudah tidak berlaku.');
  const secret = await page.locator('main code').first().innerText();
  await page.getByLabel('Kode 6 angka').fill(oneTimeCode(secret));
  await page.getByRole('button', { name: 'Pasang' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kode pemulihan Anda');
  await expect(page.locator('main code')).toHaveCount(10);
  const recovery = await page.locator('main code').first().innerText();
  await page.getByRole('link', { name: 'Sudah saya simpan, lanjutkan' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Selamat bekerja, Sari Contoh');

  // Without the phone, a recovery code opens the door, once.
  for (const opens of [true, false]) {
    await page.getByRole('button', { name: 'Keluar' }).click();
    await page.goto('/masuk');
    await page.getByLabel('Alamat surel').fill(EMAIL);
    await page.getByLabel('Kata sandi').fill(PASSWORD);
    await page.getByRole('button', { name: 'Masuk', exact: true }).click();
    await page.getByText('Pakai kode pemulihan').click();
    await page.getByLabel('Kode pemulihan').fill(recovery);
    await page.getByRole('button', { name: 'Lanjutkan' }).last().click();
    if (opens) await expect(page.getByRole('heading', { level: 1 })).toHaveText('Selamat bekerja, Sari Contoh');
    else await expect(page.locator('.error-summary')).toContainText('Kode pemulihan salah atau sudah dipakai.');
  }
});

test('an administrator alone makes no publisher: every publisher is told and may refuse', async ({ as }) => {
  const admin = await as('administrator');
  await admin.goto('/meja/orang/baru');
  await admin.getByLabel('Alamat surel').fill(EMAIL);
  await admin.getByLabel('Nama', { exact: true }).fill('Sari Contoh');
  await admin.getByLabel('Peran 1', { exact: true }).selectOption({ label: 'Penerbit' });
  await admin.getByRole('button', { name: 'Buat akun dan tautan' }).click();
  await admin.goto('/meja/perubahan-akun');
  await expect(row(admin, 'Sari Contoh')).toContainText('Menunggu sampai');
  await expect(row(admin, 'Sari Contoh').getByRole('button', { name: 'Setujui' })).toHaveCount(0);

  const publisher = await as('penerbit-1');
  await publisher.goto('/meja');
  await publisher.getByRole('link', { name: 'Perubahan akun menunggu orang kedua' }).click();
  await expect(row(publisher, 'Sari Contoh')).toContainText('Peran: Penerbit');
  await row(publisher, 'Sari Contoh').getByRole('button', { name: 'Tolak' }).click();
  await expect(publisher.getByRole('status')).toContainText('Perubahan tersimpan.');
  await expect(publisher.getByText('Tidak ada perubahan yang menunggu.')).toBeVisible();
});

test('a setting, a holiday, a unit and a service are seen by everybody', async ({ as, page }) => {
  const admin = await as('administrator');
  await admin.goto('/meja/pengaturan');
  const visits = admin.getByLabel('Catatan kunjungan, dalam bulan');
  const kept = await visits.inputValue();
  await visits.fill('sebulan');
  await admin.getByRole('button', { name: 'Simpan' }).click();
  await expectProblem(admin, 'Tulis jumlah bulan dari 1 sampai', visits);
  await expect(visits).toHaveValue('sebulan');
  await visits.fill('7');
  expect(kept).not.toBe('7');
  await admin.getByRole('button', { name: 'Simpan' }).click();
  await expect(admin.getByRole('status')).toContainText('Perubahan tersimpan.');
  await expect
    .poll(async () => {
      await page.goto('/privasi');
      return row(page, 'Catatan kunjungan').innerText();
    })
    .toContain('7 bulan');

  await admin.goto('/meja');
  await admin.getByRole('main').getByRole('link', { name: 'Kalender hari kerja' }).click();
  const working = await admin.getByText('hari kerja dalam tahun ini').innerText();
  await admin.getByLabel('Tanggal').fill('2026-12-24');
  await admin.getByRole('button', { name: 'Tambah' }).click();
  await expectProblem(admin, 'Tulis nama hari libur', admin.getByLabel('Nama hari libur'));
  await expect(admin.getByLabel('Tanggal')).toHaveValue('2026-12-24');
  await admin.getByLabel('Nama hari libur').fill('Cuti bersama contoh');
  await admin.getByRole('button', { name: 'Tambah' }).click();
  await expect(row(admin, '24 Desember 2026')).toContainText('Cuti bersama contoh');
  await expect(row(admin, '24 Desember 2026')).toContainText('Kamis');
  const fewer = `${parseInt(working) - 1} hari kerja dalam tahun ini.`;
  await expect(admin.getByText(fewer)).toBeVisible();

  await admin.goto('/meja/unit');
  await admin.getByRole('link', { name: 'Tambah unit' }).click();
  await admin.getByLabel('Nama', { exact: true }).fill('Kantor Contoh');
  await admin.getByLabel('Nama pendek dalam alamat').fill('Kantor Contoh!');
  await admin.getByLabel('Jenis').selectOption({ label: 'Dinas' });
  await admin.getByLabel('Unit induk').selectOption({ label: 'Kota Bukittinggi' });
  await admin.getByRole('button', { name: 'Simpan' }).click();
  await expectProblem(admin, 'Tulis nama pendek dengan huruf kecil', admin.getByLabel('Nama pendek dalam alamat'));
  await expect(admin.getByLabel('Nama', { exact: true })).toHaveValue('Kantor Contoh');
  await expect(admin.getByLabel('Jenis').locator('option:checked')).toHaveText('Dinas');
  await admin.getByLabel('Nama pendek dalam alamat').fill('kantor-contoh');
  await admin.getByRole('button', { name: 'Simpan' }).click();
  await expect(admin.getByRole('status')).toContainText('Perubahan tersimpan.');
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Kantor Contoh');
  await admin.getByRole('link', { name: 'Tambah loket' }).click();
  await admin.getByLabel('Nama', { exact: true }).fill('Loket Depan');
  await admin.getByRole('button', { name: 'Simpan' }).click();
  await expect(admin.getByRole('status')).toContainText('Perubahan tersimpan.');

  await admin.goto('/meja/layanan');
  await admin.getByRole('link', { name: 'Tambah layanan' }).click();
  await admin.getByLabel('Nama pendek dalam alamat').fill('surat-contoh');
  await admin.getByLabel('Unit', { exact: true }).selectOption({ label: 'Kantor Contoh' });
  await admin.getByLabel('Nama', { exact: true }).fill('Surat Keterangan Contoh');
  await admin.getByLabel('Biaya bagi pemohon').selectOption({ label: 'Gratis' });
  await admin.getByLabel('Persyaratan', { exact: true }).fill('KTP-el\nFormulir');
  await admin.getByLabel('Sistem, mekanisme, dan prosedur', { exact: true }).fill('Datang\nTerima surat');
  await admin.getByLabel('Satuan jangka waktu').selectOption({ label: 'menit' });
  await admin.getByLabel('Biaya/tarif').fill('Gratis');
  await admin.getByLabel('Produk pelayanan', { exact: true }).fill('Surat keterangan');
  await admin.getByLabel('Asal standar').selectOption({ index: 1 });
  await admin.getByRole('button', { name: 'Simpan' }).click();
  const promise = admin.getByLabel('Jangka waktu yang dijanjikan');
  await expect(admin.locator('.error-summary')).toBeVisible();
  await admin.locator('.error-summary').getByRole('link').first().click();
  await expect(promise).toBeFocused();
  await expect(admin.getByLabel('Persyaratan', { exact: true })).toHaveValue('KTP-el\nFormulir');
  await promise.fill('15');
  await admin.getByRole('button', { name: 'Simpan' }).click();
  await expect(admin.getByRole('status')).toContainText('Perubahan tersimpan.');
  await admin.getByRole('link', { name: 'Riwayat perubahan' }).click();
  await expect(admin.getByRole('main')).toContainText('Versi 1: ditambahkan');

  await expect.poll(async () => (await page.goto('/layanan/surat-contoh'))?.status()).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Surat Keterangan Contoh');
  await expect(page.getByRole('main')).toContainText('15 menit');
  await page.goto('/unit/kantor-contoh');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Kantor Contoh');
  await expect(page.getByRole('link', { name: 'Surat Keterangan Contoh' }).first()).toBeVisible();
});

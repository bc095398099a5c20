// The operator of a unit does the whole job: invitations, keys of queue systems, officers and their duties, indicators
// with the head of the unit, and answers to public comments. Both projects share one portal, so each has own records.
import { become, expectProblem, row } from '../support/desk.ts';
import { expect, test } from '../support/test.ts';

/** What belongs to one of the projects, so that neither meets the other's records. */
const OWN = {
  'with-script': { counter: 'Loket 2', service: 'akta-kematian', week: '2027-W02', monday: 11 },
  'without-script': { counter: 'Loket 3', service: 'surat-pindah', week: '2027-W04', monday: 25 },
};

function own(project: string) {
  return OWN[project as keyof typeof OWN];
}

test.beforeEach(async ({ context }) => become(context, 'operator'));

test('prints invitations, of which one opens the form, and takes the batch back', async ({ page, as }, { project }) => {
  const { counter, service } = own(project.name);
  await page.goto('/meja');
  await page.getByRole('main').getByRole('link', { name: 'Undangan menilai' }).click();
  await page.getByRole('link', { name: 'Cetak undangan' }).click();
  await page.getByLabel('Layanan').selectOption(service);
  await page.getByRole('button', { name: 'Lanjutkan' }).click();
  await page.getByLabel('Loket').selectOption(counter);
  await page.getByLabel('Jumlah undangan').fill('banyak');
  await page.getByLabel('Hari terakhir kode dapat dipakai').fill('2026-12-11');
  await page.getByRole('button', { name: 'Buat dan tampilkan lembar cetak' }).click();
  await expectProblem(page, 'Tulis jumlah dari 1 sampai 2.000', page.getByLabel('Jumlah undangan'));
  await expect(page.getByLabel('Jumlah undangan')).toHaveValue('banyak');
  await expect(page.getByLabel('Loket')).toHaveValue(counter);
  await expect(page.getByLabel('Hari terakhir kode dapat dipakai')).toHaveValue('2026-12-11');
  await page.getByLabel('Jumlah undangan').fill('12');
  await page.getByRole('button', { name: 'Buat dan tampilkan lembar cetak' }).click();

  await expect(page.locator('.code')).toHaveCount(12);
  await expect(page.getByText('11 Desember 2026').first()).toBeVisible();
  const [first, second] = await page.locator('.code').allInnerTexts();
  const citizen = await as('operator');
  await citizen.goto(`/nilai/${first}`);
  await expect(citizen.locator('main form[method=post]')).toBeVisible();

  await page.getByRole('link').first().click();
  await expect(page).toHaveURL(/\/meja\/undangan/);
  const batch = row(page, '11 Desember 2026').filter({ hasText: counter });
  await expect(batch).toContainText('12 dibuat');
  await batch.getByRole('link', { name: 'Tarik' }).click();
  await page.getByRole('button', { name: 'Tarik' }).click();
  await expectProblem(page, 'Tulis alasan', page.getByLabel('Alasan'));
  await page.getByLabel('Alasan').fill(`Lembar tertinggal di ${counter}`);
  await page.getByRole('button', { name: 'Tarik' }).click();
  await expect(page.getByRole('status')).toContainText('Undangan telah ditarik.');
  await expect(batch).toContainText('Ditarik');
  await expect(batch.getByRole('link')).toHaveCount(0);
  const late = await citizen.goto(`/nilai/${second}`);
  expect(late?.status()).toBe(410);
});

test('makes a key with which a queue system gets an invitation, and ends it', async ({ page }, { project }) => {
  const name = `Antrean ${project.name}`;
  await page.goto('/meja/kunci');
  await page.getByRole('button', { name: 'Buat kunci' }).click();
  await expectProblem(page, 'Tulis nama kunci', page.getByLabel('Nama kunci'));
  await page.getByLabel('Nama kunci').fill(name);
  await page.getByRole('button', { name: 'Buat kunci' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kunci baru');
  const key = await page.locator('.one-time-link code').innerText();

  const report = () =>
    page.request.post('/api/v1/visits', {
      headers: { authorization: `Bearer ${key}`, 'idempotency-key': `A1/${project.name}` },
      data: {
        service: 'perubahan-kk',
        counter: 'Loket 1',
        started: '2026-11-20T09:00:00+07:00',
        finished: '2026-11-20T09:12:00+07:00',
      },
    });
  const answer = await report();
  expect(answer.status()).toBe(201);
  const { link, valid_until: validUntil } = await answer.json();
  expect(validUntil).toBe('2026-12-20');
  await page.goto(link);
  await expect(page.locator('main form[method=post]')).toBeVisible();
  await expect(page.locator('main')).toContainText('Perubahan Data Kartu Keluarga');

  await page.goto('/meja/kunci');
  await expect(row(page, name)).toContainText('20 November 2026');
  await row(page, name).getByRole('link', { name: 'Akhiri kunci' }).click();
  await page.getByRole('button', { name: 'Akhiri kunci' }).click();
  await expect(page.getByRole('status')).toContainText('Kunci telah diakhiri.');
  await expect(row(page, name)).toHaveCount(0);
  await page.getByLabel('Tampilkan juga yang sudah diakhiri').check();
  await page.getByRole('button', { name: 'Terapkan' }).click();
  await expect(row(page, name)).toContainText('Diakhiri');
  expect((await report()).status()).toBe(401);
});

test('adds an officer, changes the officer and reads the history', async ({ page }, { project }) => {
  const [name, changed] = [`Citra ${project.name}`, `Citra Dua ${project.name}`];
  await page.goto('/meja/petugas');
  await page.getByRole('link', { name: 'Tambah petugas' }).click();
  await page.getByLabel('Nama').fill(name);
  await page.getByLabel('NIP').fill('123');
  await page.getByLabel('Mulai bertugas').fill('2026-11-02');
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expectProblem(page, 'NIP terdiri atas 18 angka', page.getByLabel('NIP'));
  await expect(page.getByLabel('Nama')).toHaveValue(name);
  await expect(page.getByLabel('NIP')).toHaveValue('123');
  await page.getByLabel('NIP').fill('');
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect(page.getByRole('status')).toContainText('Perubahan tersimpan.');

  await page.goto('/meja/petugas');
  await page.getByLabel('Bagian dari nama').fill(name);
  await page.getByRole('button', { name: 'Terapkan' }).click();
  await expect(row(page, name)).toContainText('sejak 2 November 2026');
  await page.getByRole('link', { name }).click();
  await page.getByLabel('Nama').fill(changed);
  await page.getByLabel('Terakhir bertugas').fill('2026-12-31');
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect(page.getByRole('status')).toContainText('Perubahan tersimpan.');

  await page.goto(`/meja/petugas?nama=${encodeURIComponent(changed)}`);
  await page.getByRole('link', { name: changed }).click();
  await page.getByRole('link', { name: 'Riwayat perubahan' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(changed);
  await expect(page.getByRole('main')).toContainText('Versi 1: ditambahkan');
  await expect(page.getByRole('main')).toContainText('Versi 2: diubah');
  await expect(page.getByRole('main')).toContainText(`“${name}” → “${changed}”`);
  await expect(page.getByRole('main')).toContainText('Operator contoh');
});

test('plans a half-day of a week to come and finds it again', async ({ page }, { project }) => {
  const { counter, monday, week } = own(project.name);
  const at = (place: string) => page.getByLabel(`Petugas 1: Senin ${monday}, pagi, ${place}`, { exact: true });
  await page.goto('/meja/jaga');
  await row(page, 'Dinas Kependudukan').getByRole('link').last().click();
  await expect(page.getByText('23 November 2026 sampai 29 November 2026')).toBeVisible();
  await page.goto(`/meja/jaga/disdukcapil?pekan=${week}`);
  await at(counter).selectOption({ label: 'Petugas contoh 05' });
  await at('Loket 1').selectOption({ label: 'Petugas contoh 05' });
  await page.getByRole('button', { name: 'Simpan jadwal' }).click();
  await expect(page.locator('.error-summary')).toContainText('di loket lain pada paruh hari yang sama');
  await expect(at(counter).locator('option:checked')).toHaveText('Petugas contoh 05');
  await at('Loket 1').selectOption({ label: 'Petugas contoh 06' });
  await page.getByRole('button', { name: 'Simpan jadwal' }).click();
  await expect(page.getByRole('status')).toContainText('Perubahan tersimpan.');

  await page.getByRole('link', { name: 'Pekan berikutnya' }).click();
  await expect(at(counter)).toHaveCount(0);
  await page.getByRole('link', { name: 'Pekan sebelumnya' }).click();
  await expect(at(counter).locator('option:checked')).toHaveText('Petugas contoh 05');
  await expect(at('Loket 1').locator('option:checked')).toHaveText('Petugas contoh 06');
});

test('takes the officers away as CSV and hands a changed file in', async ({ page }, { project }) => {
  const name = `Dewi ${project.name}`;
  const taken = await page.request.get('/meja/petugas.csv');
  expect(taken.headers()['content-type']).toContain('text/csv');
  const header = (await taken.text()).split(/\r?\n/)[0]!;
  expect(header).toBe('id,nama,nip,unit,berlaku_mulai,berlaku_sampai,akun,jabatan');
  const handIn = async (line: string) => {
    const file = { name: 'petugas.csv', mimeType: 'text/csv', buffer: Buffer.from(`${header}\r\n${line}\r\n`) };
    await page.getByRole('button', { name: 'Berkas CSV' }).setInputFiles(file);
    await page.getByRole('button', { name: 'Periksa berkas' }).click();
  };
  await page.goto('/meja/petugas');
  await expect(page.getByRole('link', { name: 'Unduh sebagai CSV' })).toHaveAttribute('href', '/meja/petugas.csv');
  await handIn(`,${name},12,disdukcapil,2026-11-02,,,`);
  await expect(page.getByText('baris 2, kolom nip')).toBeVisible();
  await expectProblem(page, 'Berkas tidak dipakai', page.getByRole('button', { name: 'Berkas CSV' }));
  await handIn(`,${name},,disdukcapil,2026-11-02,,,`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Perubahan dari berkas petugas');
  await expect(page.getByText('Periksa 1 perubahan berikut')).toBeVisible();
  await expect(row(page, name)).toContainText('2026-11-02');
  await page.getByRole('button', { name: 'Simpan perubahan ini' }).click();
  await expect(page.getByRole('status')).toContainText('Perubahan tersimpan.');
  await page.goto(`/meja/petugas?nama=${encodeURIComponent(name)}`);
  await expect(row(page, name)).toContainText('sejak 2 November 2026');
});

test('defines an indicator, and its realisation goes to the head and back', async ({ page, as }, { project }) => {
  const [name, slug] = [`Antrean daring ${project.name}`, `antrean-daring-${project.name}`];
  await page.goto('/meja/indikator');
  await page.getByRole('link', { name: 'Tambah indikator' }).click();
  await page.getByLabel('Nama pendek').fill(slug);
  await page.getByLabel('Indikator', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expectProblem(page, 'Pilih capaian yang baik', page.getByLabel('Makin tinggi makin baik'));
  await expect(page.getByLabel('Indikator', { exact: true })).toHaveValue(name);
  await page.getByLabel('Definisi dan rumus', { exact: true }).fill('Antrean dari rumah dibagi semua, kali 100');
  await page.getByLabel('Satuan', { exact: true }).fill('%');
  await page.getByLabel('Sumber data', { exact: true }).fill('Sistem antrean');
  await page.getByLabel('Penanggung jawab (jabatan, bukan nama orang)', { exact: true }).fill('Kepala bidang');
  await page.getByLabel('Makin tinggi makin baik').check();
  await page.getByLabel('Bulan', { exact: true }).check();
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect(page.getByRole('status')).toContainText('Perubahan tersimpan.');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);

  await page.getByRole('link', { name: 'Oktober 2026' }).click();
  const target = page.getByRole('textbox', { name: 'Target', exact: true });
  await target.fill('1.234');
  await page.getByRole('button', { name: 'Simpan target' }).click();
  await expectProblem(page, 'dapat dibaca dengan dua cara', target);
  await expect(target).toHaveValue('1.234');
  await target.fill('60');
  await page.getByRole('button', { name: 'Simpan target' }).click();
  await expect(page.getByRole('status')).toContainText('Perubahan tersimpan.');
  const enter = async (value: string) => {
    await page.getByLabel('Realisasi', { exact: true }).fill(value);
    await page.getByRole('button', { name: 'Simpan realisasi' }).click();
    await expect(page.getByRole('status')).toContainText('Perubahan tersimpan.');
    await expect(page.getByRole('main')).toContainText('Menunggu pengesahan');
  };
  await enter('45,5');
  const period = page.url().split('?')[0]!;

  const head = await as('kepala');
  await head.goto('/meja/pengesahan');
  await row(head, name).getByRole('link', { name: 'Periksa' }).click();
  await expect(head.getByRole('main')).toContainText('45,5');
  await head.getByRole('button', { name: 'Kembalikan' }).click();
  await expectProblem(head, 'Tulis alasan', head.getByLabel('Alasan pengembalian'));
  await head.getByLabel('Alasan pengembalian').fill('Angka Oktober belum lengkap');
  await head.getByRole('button', { name: 'Kembalikan' }).click();
  await expect(head.getByRole('main')).toContainText('Dikembalikan');

  await page.goto(period);
  await expect(page.getByRole('main')).toContainText('Angka Oktober belum lengkap');
  await enter('48,25');
  await head.goto(period);
  await expect(head.getByRole('main')).toContainText('48,25');
  await head.getByRole('button', { name: 'Sahkan' }).click();
  await expect(head.getByRole('status')).toContainText('Perubahan tersimpan.');
  await expect(head.getByRole('main')).toContainText('Disahkan');
  await page.goto('/meja/indikator');
  await expect(row(page, name)).toContainText('Disahkan');
});

test('answers a public comment, and everybody reads the answer', async ({ page }, { project }) => {
  const said = `Terima kasih, kami tindak lanjuti (${project.name}).`;
  await page.goto('/meja/tanggapan');
  const list = page.getByRole('main').locator('tbody tr');
  const one = project.name === 'with-script' ? list.first() : list.last();
  const [text, service] = [await one.getByRole('link').innerText(), await one.locator('td').first().innerText()];
  await one.getByRole('link').click();
  await page.getByRole('button', { name: 'Terbitkan tanggapan' }).click();
  await expectProblem(page, 'Tulis tanggapan', page.getByLabel('Tanggapan', { exact: true }));
  await page.getByLabel('Tanggapan', { exact: true }).fill(said);
  await page.getByRole('button', { name: 'Terbitkan tanggapan' }).click();
  await expect(page.getByRole('status')).toContainText('Perubahan tersimpan.');
  await expect(page.getByRole('button', { name: 'Ubah tanggapan' })).toBeVisible();

  await page.goto('/nilai?unit=disdukcapil');
  const address = await page.getByRole('link', { name: service }).first().getAttribute('href');
  const slug = address!.match(/layanan\/([^/?]+)/)![1]!;
  await expect
    .poll(async () => {
      await page.goto(`/layanan/${slug}/komentar`);
      return page.getByRole('listitem').filter({ hasText: text }).filter({ hasText: said }).count();
    })
    .toBe(1);
});

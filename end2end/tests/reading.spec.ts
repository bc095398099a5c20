// Anybody reads how the city, a unit and a service perform, finds a page, sorts, filters and takes the data home.
// Figures on pages are compared with the figures of the machine-readable interface, which is their other way out.
import { type Page } from '@playwright/test';

import { inLanguage, LANGUAGES, open, PAGES } from '../support/pages.ts';
import { expect, test } from '../support/test.ts';

interface Figure {
  period: string;
  instrument: string;
  proof: string;
  n: number;
  ikm: number;
  grade: string;
  interval: [number, number];
  elements: Record<string, { n: number; nrr: number }>;
}

const NEWEST = '2026-10';
/** Fewer ratings than this are never published. */
const K = 10;

const units = (page: Page) => page.locator('table#unit-unit');

for (const language of LANGUAGES) {
  for (const { path } of PAGES) {
    const address = inLanguage(language, path);
    test(`${address} has the frame of every page`, async ({ page }) => {
      await open(page, address);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page).toHaveTitle(/\S/);
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
      await expect(page.locator('main#isi')).toHaveCount(1);
      await expect(page.locator('body a').first()).toHaveAttribute('href', '#isi');
      await expect(page.locator('header input[name=q]')).toBeVisible();
      await expect(page.locator('.demo-notice')).toBeVisible();
      const other = language === 'id' ? 'en' : 'id';
      const link = page.locator(`header a[hreflang=${other}]`);
      await expect(link).toHaveAttribute('href', inLanguage(other, path).replace('KODE', process.env.PORTAL_CODE!));
    });
  }
}

test('the language can be changed there and back', async ({ page }) => {
  await page.goto('/layanan/ktp-el');
  const indonesian = await page.getByRole('heading', { level: 1 }).innerText();
  await page.locator('header a[hreflang=en]').click();
  await expect(page).toHaveURL('/en/layanan/ktp-el');
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(indonesian);
  await page.locator('header a[hreflang=id]').click();
  await expect(page).toHaveURL('/layanan/ktp-el');
});

test('from the city to a unit to a service', async ({ page }) => {
  await page.goto('/');
  await units(page).locator('a[href="/unit/disdukcapil"]').click();
  await expect(page).toHaveURL('/unit/disdukcapil');
  await page.locator('main a[href="/layanan/ktp-el"]').first().click();
  await expect(page).toHaveURL('/layanan/ktp-el');
  await expect(page.locator('main a[href*="lapor.go.id"]').first()).toBeVisible();
});

test('a service shows the figure that the interface gives', async ({ page }) => {
  const figures = await figuresOf(page, 'ktp-el');
  const newest = figures.find(({ period, proof }) => period === NEWEST && proof === 'official')!;
  expect(newest.interval[0]).toBeLessThan(newest.ikm);
  expect(newest.interval[1]).toBeGreaterThan(newest.ikm);
  expect(Object.keys(newest.elements)).toHaveLength(9);

  for (const [language, comma] of [['id', ','], ['en', '.']] as const) {
    await page.goto(inLanguage(language, '/layanan/ktp-el'));
    await expect(page.locator('main')).toContainText(twoDecimals(newest.ikm).replace('.', comma));
    await expect(page.locator('main')).toContainText(newest.interval.map(twoDecimals)[0]!.replace('.', comma));
  }
});

/** Rounded half up, as the regulation has it. */
function twoDecimals(value: number): string {
  return (Math.floor(value * 100 + 0.5 + 1e-7) / 100).toFixed(2);
}

test('a service too small to publish shows no figure and says why', async ({ page }) => {
  for (const { n } of await figuresOf(page, 'konsultasi-arsip-keluarga')) {
    expect(n).toBeGreaterThanOrEqual(K);
  }
  await page.goto('/layanan/konsultasi-arsip-keluarga');
  await expect(page.locator('main .too-few').first()).toBeVisible();
});

async function figuresOf(page: Page, service: string): Promise<Figure[]> {
  const response = await page.request.get(`/api/v1/services/${service}`);
  expect(response.status()).toBe(200);
  return (await response.json()).figures;
}

test('every chart has a name, a finding and its table', async ({ page }) => {
  for (const path of ['/', '/unit/disdukcapil', '/layanan/ktp-el']) {
    await page.goto(path);
    const charts = page.locator('main figure:has(svg)');
    expect(await charts.count()).toBeGreaterThan(0);
    for (const chart of await charts.all()) {
      await expect(chart.locator('svg[role=img]')).toHaveAccessibleName(/\S/);
      await expect(chart.locator('figcaption')).toHaveText(/\S/);
      await expect(chart.locator('table')).toHaveCount(1);
    }
  }
});

test('the table of units can be sorted by every column that offers it', async ({ page }) => {
  await page.goto('/');
  const headers = units(page).locator('thead th');
  const rows = await units(page).locator('tbody tr').count();
  expect(rows).toBeGreaterThan(30);
  let sorted = 0;
  for (let column = 0; column < (await headers.count()); column += 1) {
    const link = headers.nth(column).locator('a[href*="urut="]');
    if ((await link.count()) === 0) continue;
    await link.click();
    await expect(page).toHaveURL(/[?&]urut=/);
    await expect(headers.nth(column)).toHaveAttribute('aria-sort', /^(ascending|descending)$/);
    await expect(units(page).locator('[aria-sort=ascending], [aria-sort=descending]')).toHaveCount(1);
    await expect(units(page).locator('tbody tr')).toHaveCount(rows);
    const cells = await units(page).locator(`tbody tr > :nth-child(${column + 1})`).allInnerTexts();
    expectSorted(cells, (await headers.nth(column).getAttribute('aria-sort'))!);
    sorted += 1;
  }
  expect(sorted).toBeGreaterThanOrEqual(3);
});

/** Numbers by value, other texts by letter; cells that say why there is no figure come last either way. */
function expectSorted(cells: string[], direction: string): void {
  const numbers = cells.map((cell) => cell.match(/^[+−-]?\d[\d.]*(?:,\d+)?/)?.[0]);
  const isNumeric = numbers.some(Boolean);
  const values = isNumeric ? numbers.map((number) => number && toNumber(number)) : cells;
  const present = values.filter((value) => value !== undefined) as (string | number)[];
  expect(values.slice(0, present.length), 'cells without a figure come last').toEqual(present);
  const ascending = [...present].sort((a, b) =>
    typeof a === 'number' ? a - (b as number) : a.localeCompare(b as string, 'id'),
  );
  expect(present).toEqual(direction === 'ascending' ? ascending : ascending.reverse());
}

function toNumber(indonesian: string): number {
  return Number(indonesian.replaceAll('.', '').replace(',', '.').replace('−', '-'));
}

test('the table of units can be filtered by kind and period', async ({ page }) => {
  await page.goto('/');
  const all = await units(page).locator('tbody tr').count();
  const kind = page.locator('main select[name=jenis]');
  const form = page.locator('main form', { has: kind });
  await kind.selectOption('puskesmas');
  await form.getByRole('button').click();
  await expect(page).toHaveURL(/jenis=puskesmas/);
  await expect(kind).toHaveValue('puskesmas');
  const some = await units(page).locator('tbody tr').count();
  expect(some).toBeGreaterThan(0);
  expect(some).toBeLessThan(all);

  await page.locator('main select[name=periode]').selectOption('2025-03');
  await form.getByRole('button').click();
  await expect(page).toHaveURL(/periode=2025-03/);
  await expect(kind).toHaveValue('puskesmas');
  await units(page).locator('thead a[href*="urut="]').first().click();
  await expect(page).toHaveURL(/periode=2025-03/);
  await expect(page).toHaveURL(/jenis=puskesmas/);
});

for (const [words, path] of [
  ['KTP', '/layanan/ktp-el'],
  ['akte lahr', '/layanan/akta-kelahiran'],
  ['capil', '/unit/disdukcapil'],
  ['SIP', '/layanan/'],
  ['surat sehat', '/layanan/'],
] as const) {
  test(`the search in the header finds “${words}”`, async ({ page }) => {
    await page.goto('/metode');
    const field = page.locator('header input[name=q]');
    await field.fill(words);
    await field.press('Enter');
    await expect(page).toHaveURL(/\/cari\?q=/);
    await expect(page.locator('header input[name=q]')).toHaveValue(words);
    await expect(page.locator(`main a[href^="${path}"]`).first()).toBeVisible();
  });
}

test('a search without a result says so and offers a way on', async ({ page }) => {
  await page.goto('/cari?q=zzzz');
  await expect(page.locator('main')).toContainText('zzzz');
  await expect(page.locator('main a[href^="/layanan/"]')).toHaveCount(0);
  await expect(page.locator('main a').first()).toBeVisible();
});

test('a search shows what was typed as text', async ({ page }) => {
  const words = '</title></textarea><script>"x"</script>';
  await page.goto(`/cari?q=${encodeURIComponent(words)}`);
  await expect(page.locator('header input[name=q]')).toHaveValue(words);
  await expect(page.locator('main')).toContainText(words);
});

test('the method has formulas and a worked example', async ({ page }) => {
  await page.goto('/metode');
  expect(await page.locator('main h2').count()).toBeGreaterThan(3);
  expect(await page.locator('main table').count()).toBeGreaterThan(0);
});

test('every release can be downloaded as JSON and as CSV', async ({ page }) => {
  await page.goto('/data');
  expect(await page.locator('main a[href$=".json"]').count()).toBeGreaterThanOrEqual(24);
  await expect(page.locator(`main a[href="/data/${NEWEST}.json"]`)).toBeVisible();
  await expect(page.locator(`main a[href="/data/${NEWEST}.csv"]`)).toBeVisible();

  const json = await page.request.get(`/data/${NEWEST}.json`);
  expect(json.headers()['content-type']).toContain('application/json');
  expect(Object.keys(await json.json()).length).toBeGreaterThan(0);

  const csv = await page.request.get(`/data/${NEWEST}.csv`);
  expect(csv.headers()['content-type']).toContain('text/csv');
  const [header, ...lines] = (await csv.text()).trimEnd().split(/\r?\n/);
  expect(header).toContain(',');
  expect(lines.length).toBeGreaterThan(K);
});

test('the interface lists services, units and releases, and explains what it does not have', async ({ request }) => {
  for (const list of ['services', 'units', 'releases']) {
    const response = await request.get(`/api/v1/${list}`);
    expect(response.status()).toBe(200);
    expect(response.headers()['content-type']).toContain('application/json');
  }
  const missing = await request.get('/api/v1/services/tidak-ada');
  expect(missing.status()).toBe(404);
  expect(missing.headers()['content-type']).toContain('application/problem+json');
  expect(await missing.json()).toMatchObject({ status: 404, title: expect.stringMatching(/\S/) });
});

test('a page that has not changed is not sent again', async ({ request }) => {
  const first = await request.get('/layanan/ktp-el');
  const again = await request.get('/layanan/ktp-el', { headers: { 'If-None-Match': first.headers()['etag']! } });
  expect(again.status()).toBe(304);
});

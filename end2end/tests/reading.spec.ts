// Anybody reads how the city, a unit and a service perform, in either language.
// Figures on pages are compared with the figures of the machine-readable interface, which is their other way out.
import { type Page } from '@playwright/test';

import { ELEMENTS } from '../support/form.ts';
import { inLanguage } from '../support/pages.ts';
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
  await page.locator('figure#unit-unit a[href^="/unit/disdukcapil"]').click();
  await expect(page).toHaveURL(/\/unit\/disdukcapil(\?|$)/);
  await page.locator('main a[href^="/layanan/ktp-el"]').first().click();
  await expect(page).toHaveURL(/\/layanan\/ktp-el(\?|$)/);
  await expect(page.locator('main a[href*="lapor.go.id"]').first()).toBeVisible();
});

test('a service shows the figure that the interface gives', async ({ page }) => {
  const figures = await figuresOf(page, 'ktp-el');
  const newest = figures.find(({ period, proof }) => period === NEWEST && proof === 'official')!;
  expect(newest.interval[0]).toBeLessThan(newest.ikm);
  expect(newest.interval[1]).toBeGreaterThan(newest.ikm);
  expect(Object.keys(newest.elements)).toHaveLength(9);

  for (const [language, comma] of [['id', ','], ['en', '.']] as const) {
    await page.goto(inLanguage(language, `/layanan/ktp-el?periode=${NEWEST}`));
    const card = page.locator('.figure-card');
    for (const number of [newest.ikm, ...newest.interval]) {
      await expect(card).toContainText(twoDecimals(number).replace('.', comma));
    }
    await expect(card).toContainText(newest.grade);
    const means = ELEMENTS.map((element) => twoDecimals(newest.elements[element]!.nrr).replace('.', comma));
    await expect(page.locator('figure#unsur .chart-facts b')).toHaveText(means);
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
  await expect(page.locator('.figure-card-missing')).toContainText(String(K));
  await expect(page.locator('main .figure-value')).toHaveCount(0);
  await expect(page.locator('main .chart-value:not(th *)')).toHaveCount(0);
});

async function figuresOf(page: Page, service: string): Promise<Figure[]> {
  const response = await page.request.get(`/api/v1/services/${service}`);
  expect(response.status()).toBe(200);
  return (await response.json()).figures;
}

test('a period can be chosen', async ({ page }) => {
  await page.goto('/layanan/ktp-el');
  const choice = page.locator('main select[name=periode]');
  await choice.selectOption('2025-03');
  await page.locator('main form', { has: page.locator('select[name=periode]') }).getByRole('button').click();
  await expect(page).toHaveURL('/layanan/ktp-el?periode=2025-03');
  await expect(page.locator('.figure-card')).toContainText('Maret 2025');
  await expect(choice).toHaveValue('2025-03');
});

test('a unit that was merged into another leads to it, and back', async ({ page }) => {
  await page.goto('/unit/damkar');
  await page.locator('main a[href="/unit/satpol-pp-damkar"]').first().click();
  await expect(page).toHaveURL('/unit/satpol-pp-damkar');
  await expect(page.locator('main a[href="/unit/damkar"]').first()).toBeVisible();
});

test('every chart has a finding, and is either named or a table itself', async ({ page }) => {
  for (const path of ['/', '/unit/disdukcapil', '/layanan/ktp-el']) {
    await page.goto(path);
    const charts = page.locator('main figure');
    expect(await charts.count()).toBeGreaterThan(1);
    for (const chart of await charts.all()) {
      await expect(chart.locator('figcaption .chart-finding')).toHaveText(/\S/);
      // A table that says more than its chart stands beside it, in the article or group around both.
      const around = chart.locator('xpath=ancestor-or-self::*[self::figure or self::article or @role="group"][last()]');
      await expect(around.locator('table')).toHaveCount(1);
      expect(await around.locator('tbody tr').count()).toBeGreaterThan(1);
      for (const drawing of await chart.locator('svg:not([aria-hidden=true])').all()) {
        await expect(drawing).toHaveRole('img');
        await expect(drawing).toHaveAccessibleName(/\S/);
      }
    }
  }
});

test('the method has formulas and a worked example', async ({ page }) => {
  await page.goto('/metode');
  expect(await page.locator('main h2').count()).toBeGreaterThan(3);
  expect(await page.locator('main table').count()).toBeGreaterThan(0);
});

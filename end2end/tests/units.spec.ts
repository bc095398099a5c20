// The table of units on the city's page: sorted by plain links, filtered by a plain form.
// Ranks are ranges among all units of the same level, whatever is shown.
import { type Page } from '@playwright/test';

import { inLanguage, type Language, LANGUAGES } from '../support/pages.ts';
import { expect, test } from '../support/test.ts';

const rows = (page: Page) => page.locator('figure#unit-unit tbody tr');
const sortLinks = (page: Page) => page.locator('nav.sort-links a');

interface Row {
  name: string;
  index: number;
  /** Missing where there is no figure. */
  n: number | undefined;
  /** What stands below the name. */
  note: string;
}

/** What stands in the table. */
async function read(page: Page, language: Language): Promise<Row[]> {
  const lines = await rows(page).evaluateAll((lines) =>
    lines.map((line) => ({
      name: line.querySelector('th a')!.textContent!.trim(),
      note: line.querySelector('.chart-note')?.textContent?.trim() ?? '',
      index: line.querySelector('td .chart-value')?.textContent?.trim() ?? '',
      cells: [...line.children].map((cell) => cell.textContent!.trim()),
    })),
  );
  return lines.map(({ name, note, index, cells }) => ({
    name,
    note,
    index: number(index, language),
    n: cells.length < 4 ? undefined : number(cells[3]!, language),
  }));
}

function number(text: string, language: Language): number {
  const [thousands, comma] = language === 'id' ? ['.', ','] : [',', '.'];
  return Number(text.replaceAll(thousands!, '').replace(comma!, '.'));
}

async function sortBy(page: Page, order: number): Promise<void> {
  const before = await rows(page).count();
  await sortLinks(page).nth(order).click();
  await expect(sortLinks(page).nth(order)).toHaveAttribute('aria-current', 'true');
  await expect(page.locator('nav.sort-links [aria-current]')).toHaveCount(1);
  await expect(rows(page)).toHaveCount(before);
}

function expectAlphabetical(rows: Row[], language: Language): void {
  const names = rows.map(({ name }) => name);
  expect(names).toEqual(names.toSorted(new Intl.Collator(language).compare));
}

for (const language of LANGUAGES) {
  test(`units sorted by name (${language})`, async ({ page }) => {
    await page.goto(inLanguage(language, '/?jenis=semua&urut=jumlah'));
    await sortBy(page, 0);
    const all = await read(page, language);
    expect(all.length).toBeGreaterThan(30);
    expectAlphabetical(all, language);
  });

  test(`units sorted by the number of ratings, those without a figure last (${language})`, async ({ page }) => {
    await page.goto(inLanguage(language, '/?jenis=semua'));
    await sortBy(page, 2);
    const numbers = (await read(page, language)).map(({ n }) => n ?? 0);
    expect(numbers[0]).toBeGreaterThan(0);
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
  });

  test(`units sorted by index say which ranks are possible, whatever is shown (${language})`, async ({ page }) => {
    await page.goto(inLanguage(language, '/'));
    await sortBy(page, 1);
    const all = await read(page, language);
    const known = all.filter(({ n }) => n !== undefined);
    const indices = known.map(({ index }) => index);
    expect(indices).toEqual(indices.toSorted((a, b) => b - a));
    for (const [place, { name, note }] of known.entries()) {
      const numbers = note.match(/\d+/g)!.map(Number);
      expect(numbers.pop(), `${name}: of all that have a figure`).toBe(known.length);
      expect(Math.min(...numbers), `${name}: the best rank`).toBeLessThanOrEqual(place + 1);
      expect(Math.max(...numbers), `${name}: the worst rank`).toBeGreaterThanOrEqual(place + 1);
    }
    expect(all.filter(({ n }) => n === undefined).map(({ note }) => note).join('')).toBe('');
    await page.goto(inLanguage(language, '/?jenis=semua&urut=indeks'));
    const wider = await read(page, language);
    for (const { name, note } of known) expect(wider.find((row) => row.name === name)?.note).toBe(note);
  });
}

test('the table of units can be filtered by kind and period, and sorting keeps both', async ({ page }) => {
  await page.goto('/?jenis=semua');
  const all = await rows(page).count();
  const kind = page.locator('main select[name=jenis]');
  const form = page.locator('main form', { has: page.locator('select[name=jenis]') });
  await kind.selectOption('puskesmas');
  await form.getByRole('button').click();
  await expect(page).toHaveURL(/jenis=puskesmas/);
  await expect(kind).toHaveValue('puskesmas');
  const some = await rows(page).count();
  expect(some).toBeGreaterThan(0);
  expect(some).toBeLessThan(all);

  await page.locator('main select[name=periode]').selectOption('2025-03');
  await form.getByRole('button').click();
  await expect(kind).toHaveValue('puskesmas');
  await sortBy(page, 1);
  await expect(page).toHaveURL(/[?&]periode=2025-03&jenis=puskesmas&urut=indeks/);
  await expect(page.locator('.figure-period').first()).toContainText('Maret 2025');
  await form.getByRole('button').click();
  await expect(page).toHaveURL(/urut=indeks/);
});

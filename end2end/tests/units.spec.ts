// The table of units on the city's page: sorted by plain links, filtered by a plain form.
// Units whose intervals overlap are never ranked against each other.
import { type Page } from '@playwright/test';

import { inLanguage, type Language, LANGUAGES } from '../support/pages.ts';
import { expect, test } from '../support/test.ts';

const rows = (page: Page) => page.locator('figure#unit-unit tbody tr:not(.chart-group)');
const sortLinks = (page: Page) => page.locator('nav.sort-links a');

interface Row {
  name: string;
  low: number;
  high: number;
  /** Missing where there is no figure. */
  n: number | undefined;
  /** The number of the group that the row stands in; 0 without groups. */
  group: number;
}

/** What stands in the table. */
async function read(page: Page, language: Language): Promise<Row[]> {
  const lines = await page.locator('figure#unit-unit tbody tr').evaluateAll((lines) =>
    lines.map((line) => ({
      isGroup: line.classList.contains('chart-group'),
      cells: [...line.children].map((cell) => cell.textContent!.trim()),
    })),
  );
  let group = 0;
  const found: Row[] = [];
  for (const { isGroup, cells } of lines) {
    if (isGroup) group += 1;
    else found.push({ ...figure(cells, language), name: cells[0]!, group });
  }
  return found;
}

/** Name, index, interval and number of ratings; or the name and why there is no figure. */
function figure(cells: string[], language: Language): Omit<Row, 'name' | 'group'> {
  const [thousands, comma] = language === 'id' ? ['.', ','] : [',', '.'];
  const number = (text: string) => Number(text.replaceAll(thousands!, '').replace(comma!, '.'));
  if (cells.length < 4) return { low: Number.NaN, high: Number.NaN, n: undefined };
  const [low, high] = cells[2]!.split('–').map(number);
  return { low: low!, high: high!, n: number(cells[3]!) };
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

  test(`units sorted by index in groups that do not overlap, alphabetical within (${language})`, async ({ page }) => {
    await page.goto(inLanguage(language, '/'));
    await sortBy(page, 1);
    const all = await read(page, language);
    const groups = all.at(-1)!.group;
    expect(groups).toBeGreaterThan(1);
    let lowestAbove = Number.POSITIVE_INFINITY;
    for (let number = 1; number <= groups; number += 1) {
      const group = all.filter((row) => row.group === number);
      expectAlphabetical(group, language);
      const withFigure = group.filter(({ n }) => n !== undefined);
      expect([0, group.length], 'figures and missing figures do not mix').toContain(withFigure.length);
      if (withFigure.length === 0) continue;
      expect(Math.max(...withFigure.map(({ high }) => high))).toBeLessThanOrEqual(lowestAbove);
      lowestAbove = Math.min(...withFigure.map(({ low }) => low));
    }
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

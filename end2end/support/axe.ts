// Asks axe what it finds on the page that is open.
// It is loaded once for every page and runs in the page itself, because no page has a frame of another origin; a browser
// tab for each look, which `@axe-core/playwright` opens, took most of the time of the whole run.
import axe from 'axe-core';

import { expect, type Page } from '@playwright/test';

/** The rules of WCAG 2.2 up to level AA. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const CONTRAST = ['color-contrast'];

const WIDTHS = [320, 1280];

/** Brings axe into a page; it stays until the page is left. */
async function loadAxe(page: Page): Promise<void> {
  await page.evaluate(axe.source);
}

/** What breaks these rules (tags or names) in a page into which axe was brought, told for people. */
async function findings(page: Page, rules: string[]): Promise<string[]> {
  const violations = await page.evaluate(async (runOnly) => {
    const { axe: loaded } = window as unknown as { axe: typeof import('axe-core') };
    return (await loaded.run(document, { runOnly, resultTypes: ['violations'] })).violations;
  }, rules);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target} ${node.any[0]?.message ?? ''}`),
  );
}

/**
 * Expects nothing of axe and no sideways scrolling, on a phone and on a wide screen, in light and dark. Nothing may be found at
 * all: what cannot be mended is not built.
 */
export async function expectNoFindings(page: Page): Promise<void> {
  await loadAxe(page);
  expect.soft(await page.evaluate(repeatedIds), 'ids that stand there twice').toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    expect.soft(await findings(page, WCAG), `${width} px`).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect.soft(overflow, `${width} px: pixels to scroll sideways`).toBeLessThanOrEqual(0);
  }
  // The dark scheme changes nothing but colours.
  await page.emulateMedia({ colorScheme: 'dark' });
  expect.soft(await findings(page, CONTRAST), 'dark').toEqual([]);
}

/** Runs in the page: ids that stand on more than one element, so that labels and links lead to the wrong one. */
function repeatedIds(): string[] {
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  return ids.filter((id, place) => ids.indexOf(id) !== place);
}

// Asks axe what it finds on the page that is open.
// It is loaded once for every page and runs in the page itself, because no page has a frame of another origin; a browser
// tab for each look, which `@axe-core/playwright` opens, took most of the time of the whole run.
import axe from 'axe-core';

import { type Page } from '@playwright/test';

/** The rules of WCAG 2.2 up to level AA. */
export const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
export const CONTRAST = ['color-contrast'];

/** Brings axe into a page; it stays until the page is left. */
export async function loadAxe(page: Page): Promise<void> {
  await page.evaluate(axe.source);
}

/** What breaks these rules (tags or names) in a page into which axe was brought, told for people. */
export async function findings(page: Page, rules: string[]): Promise<string[]> {
  const violations = await page.evaluate(async (runOnly) => {
    const { axe: loaded } = window as unknown as { axe: typeof import('axe-core') };
    return (await loaded.run(document, { runOnly, resultTypes: ['violations'] })).violations;
  }, rules);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target} ${node.any[0]?.message ?? ''}`),
  );
}

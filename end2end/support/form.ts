// The rating form as a citizen meets it: answers, comment, profile, and what comes back after sending.
// Everything is found by the names that are part of the portal's contract, never by wording.
import { expect, type Page, type Response } from '@playwright/test';

export const ELEMENTS = [
  'persyaratan', 'prosedur', 'waktu', 'biaya', 'produk', 'kompetensi', 'perilaku', 'pengaduan', 'sarana',
] as const;
export type Element = (typeof ELEMENTS)[number];

export const PROFILE = ['jenis_kelamin', 'usia', 'pendidikan', 'pekerjaan', 'disabilitas'] as const;

/** Where a rating ends, in either language; a browser carries the fragment of the form's address over the redirect. */
export const RECEIPT_PATH = /\/nilai\/tanda-terima\/([A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4})(?:#.*)?$/;

export function option(page: Page, element: Element, value: number) {
  return page.locator(`input[type=radio][name=${element}][value="${value}"]`);
}

export async function answer(page: Page, answers: Partial<Record<Element, number>>): Promise<void> {
  for (const [element, value] of Object.entries(answers)) {
    await option(page, element as Element, value).check();
  }
}

/** The same answer to all nine elements. */
export async function answerAll(page: Page, value: number): Promise<void> {
  await answer(page, Object.fromEntries(ELEMENTS.map((element) => [element, value])));
}

export function comment(page: Page) {
  return page.locator('textarea[name=saran]');
}

export function submitButton(page: Page) {
  return page.locator('main form[method=post]').getByRole('button');
}

/** Sends the form and returns the answer to the POST itself, before any redirect is followed. */
export async function send(page: Page): Promise<Response> {
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await submitButton(page).click();
  return answered;
}

/** Sends the form, expects the receipt's page and returns the receipt. */
export async function sendForReceipt(page: Page): Promise<string> {
  const response = await send(page);
  expect(response.status()).toBe(303);
  await page.waitForURL(RECEIPT_PATH);
  const receipt = new URL(page.url()).pathname.match(RECEIPT_PATH)![1]!;
  await expect(page.locator('main')).toContainText(receipt);
  return receipt;
}

/** What the form would send: names and values of every filled-in field, the hidden ones included. */
export async function fields(page: Page): Promise<Record<string, string>> {
  const names = await page.locator('main form[method=post] [name]').evaluateAll((elements) =>
    elements
      .map((element) => element as HTMLInputElement)
      .filter((field) => !['radio', 'checkbox'].includes(field.type) || field.checked)
      .map((field) => [field.name, field.value]),
  );
  return Object.fromEntries(names);
}

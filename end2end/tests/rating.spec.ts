// A citizen rates a visit: with a code, after a search, by keyboard, in either language, and when things go wrong.
// Each test spends codes of its own, so that tests run in any order and side by side.
import { type Locator, type Page } from '@playwright/test';

import {
  answer, answerAll, comment, ELEMENTS, fields, option, PROFILE, RECEIPT_PATH, send, sendForReceipt, submitButton,
} from '../support/form.ts';
import { filled, inLanguage, LANGUAGES, open } from '../support/pages.ts';
import { expect, test } from '../support/test.ts';

const RELEASE_MONTH = { id: 'November 2026', en: 'November 2026' };
const ERROR_TITLE = { id: /^Kesalahan:/, en: /^Error:/ };

/** The profile is folded away until somebody wants to give it. */
async function giveProfile(page: Page): Promise<void> {
  await page.locator('details.profile-fields > summary').click();
  for (const name of PROFILE) {
    await page.locator(`input[name=${name}]`).last().check();
  }
}

for (const language of LANGUAGES) {
  test(`rate a visit by its code (${language})`, async ({ page, code }) => {
    const response = await page.goto(inLanguage(language, `/nilai/${code}`));
    expect(response!.status()).toBe(200);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await answerAll(page, 4);
    await comment(page).fill('Petugasnya ramah & cepat; "terima kasih".');
    await giveProfile(page);
    await sendForReceipt(page);
    await expect(page.locator('main')).toContainText(RELEASE_MONTH[language]);
    expect(new URL(page.url()).pathname).toMatch(inLanguage(language, '/nilai/tanda-terima/'));
  });

  test(`a form without any answer comes back with what was typed (${language})`, async ({ page, code }) => {
    const typed = '\nBaris kedua </textarea><b>tebal</b> &amp; "kutip"';
    await page.goto(inLanguage(language, `/nilai/${code}`));
    await comment(page).fill(typed);
    await giveProfile(page);
    const response = await send(page);

    expect(response.status()).toBe(422);
    await expect(page).toHaveTitle(ERROR_TITLE[language]);
    const summary = page.locator('.error-summary');
    await expect(summary.getByRole('alert')).toContainText(/\S/);
    await expectLinksToFields(page, summary);
    await expect(comment(page)).toHaveValue(typed);
    for (const name of PROFILE) {
      await expect(page.locator(`input[name=${name}]`).last()).toBeChecked();
    }

    await answer(page, { waktu: 1 });
    await sendForReceipt(page);
  });
}

/** Each error can be reached by keyboard and leads to its field, which then has the focus and is described by the error. */
async function expectLinksToFields(page: Page, summary: Locator): Promise<void> {
  const links = await summary.getByRole('link').all();
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) {
    const field = page.locator((await link.getAttribute('href'))!);
    await link.focus();
    await expect(link).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(field).toBeFocused();
    await expect(field).toBeInViewport();
    const group = page.locator('[aria-describedby]').filter({ has: field }).or(field).first();
    const described = (await group.getAttribute('aria-describedby'))!.split(' ').at(-1)!;
    await expect(page.locator(`#${described}`)).toContainText((await link.innerText()).trim());
  }
}

test('every wrong field is told at once and leads to its field', async ({ page, code }) => {
  await page.goto(`/nilai/${code}`);
  await page.locator('input[name=waktu][value="1"]').evaluate((input) => input.setAttribute('value', '7'));
  await page.locator('input[name=waktu]').first().check();
  await comment(page).evaluate((field) => field.removeAttribute('maxlength'));
  await comment(page).fill('é'.repeat(1001));
  expect((await send(page)).status()).toBe(422);
  const summary = page.locator('.error-summary');
  await expect(summary.getByRole('link')).toHaveCount(2);
  await expect(summary.locator('a[href="#waktu"]')).toBeVisible();
  await expect(summary.locator('a[href="#saran"]')).toContainText('1.001');
  await expect(comment(page)).toHaveValue('é'.repeat(1001));
});

test('one answer is enough', async ({ page, code }) => {
  await page.goto(`/nilai/${code}`);
  await answer(page, { sarana: 2 });
  await sendForReceipt(page);
});

test('each element is a group of four with a legend, and nothing is chosen beforehand but what the standard says', async ({
  page,
}) => {
  await open(page, '/nilai/{VALID}');
  for (const element of ELEMENTS) {
    const group = page.locator('fieldset', { has: page.locator(`input[name=${element}]`) }).last();
    await expect(group.locator('legend')).not.toBeEmpty();
    // The service is free by its standard; what is chosen already can be left out by a fifth option alone.
    const preset = element === 'biaya';
    await expect(group.getByRole('radio')).toHaveCount(preset ? 5 : 4);
    await expect(group.getByRole('radio', { checked: true })).toHaveCount(preset ? 1 : 0);
  }
  await expect(page.getByLabel('Gratis', { exact: true })).toBeChecked();
  await expect(submitButton(page)).toHaveCount(1);
});

test('a code may be typed in small letters and without its hyphen', async ({ page, code }) => {
  await page.goto('/nilai');
  const field = page.locator('main input[name=kode]');
  await field.fill(code.toLowerCase().replace('-', ''));
  await field.press('Enter');
  await expect(page).toHaveURL(`/nilai/${code}`);
  await answerAll(page, 3);
  await sendForReceipt(page);
});

test('an empty code gets a hint, not a page that does not exist', async ({ page }) => {
  await page.goto('/nilai');
  const field = page.locator('main input[name=kode]');
  const answered = page.waitForResponse(/kode=/);
  await field.press('Enter');
  expect((await answered).status()).toBe(422);
  await expect(page.locator('.error-summary')).toBeVisible();
  await expect(field).toBeVisible();
});

test('rate a service that was found by what people call it', async ({ page }) => {
  await page.goto('/nilai');
  const search = page.locator('main input[name=q]');
  await search.fill('bikin ktp');
  await search.press('Enter');
  await page.locator('main a[href$="/nilai/layanan/ktp-el"]').click();
  await answerAll(page, 3);
  await sendForReceipt(page);
});

test('rate with the keyboard alone', async ({ page, code }) => {
  await page.goto(`/nilai/${code}`);
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveAttribute('href', '#isi');
  await page.keyboard.press('Enter');
  for (const element of ELEMENTS) {
    await tabTo(page, `[name=${element}]`);
    await page.keyboard.press('Space');
    // The last of the four is chosen already where the standard says that nothing is paid.
    const [key, chosen] = element === 'biaya' ? ['ArrowUp', 3] as const : ['ArrowDown', 2] as const;
    await page.keyboard.press(key);
    await expect(option(page, element, chosen)).toBeChecked();
  }
  await tabTo(page, 'textarea');
  await page.keyboard.type('Antreannya lama.');
  await tabTo(page, 'main form[method=post] button');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(RECEIPT_PATH);
});

/** Presses Tab until an element that matches has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  const wanted = page.locator(selector).and(page.locator(':focus'));
  for (let presses = 0; presses < 40 && (await wanted.count()) === 0; presses += 1) {
    await page.keyboard.press('Tab');
  }
  await expect(wanted).toBeVisible();
}

test('sending the same form twice counts once and leads to the same receipt', async ({ page, code }) => {
  await page.goto(`/nilai/${code}`);
  await answerAll(page, 4);
  const form = await fields(page);
  const post = () => page.request.post(`/nilai/${code}`, { form, maxRedirects: 0 });
  const responses = await Promise.all([post(), post(), post()]);
  expect(responses.map((response) => response.status())).toEqual([303, 303, 303]);
  expect(new Set(responses.map((response) => response.headers()['location'])).size).toBe(1);
});

test('going back after sending, or opening the code again, leads to the own receipt', async ({ page, code }) => {
  await page.goto(`/nilai/${code}`);
  await answerAll(page, 4);
  const receipt = await sendForReceipt(page);
  await page.goBack();
  await page.goForward();
  await expect(page.locator('main')).toContainText(receipt);
  for (const language of LANGUAGES) {
    await page.goto(inLanguage(language, `/nilai/${code}`));
    await expect(page).toHaveURL(inLanguage(language, `/nilai/tanda-terima/${receipt}`));
  }
});

test('another browser sees a fresh form and learns that the code was used only by rating', async ({ page, code, browser }) => {
  await page.goto(`/nilai/${code}`);
  await answerAll(page, 4);
  await sendForReceipt(page);
  const other = await (await browser.newContext()).newPage();
  expect((await other.goto(`/nilai/${code}`))!.status()).toBe(200);
  expect((await send(other)).status()).toBe(422);
  await answer(other, { waktu: 1 });
  expect((await send(other)).status()).toBe(410);
  await expect(other.locator('main a[href="/nilai"]')).toBeVisible();
  await other.context().close();
});

test('a browser without cookies rates all the same', async ({ page, code }) => {
  await page.goto(`/nilai/${code}`);
  await answer(page, { waktu: 4 });
  const form = await fields(page);
  await sendForReceipt(page);
  await page.context().clearCookies();
  expect((await page.goto(`/nilai/${code}`))!.status()).toBe(200);
  const again = await page.request.post(`/nilai/${code}`, { form, maxRedirects: 0 });
  expect(again.status()).toBe(303);
});

test('a comment beyond 1000 characters is refused and kept', async ({ page, code }) => {
  await page.goto(`/nilai/${code}`);
  await answer(page, { waktu: 4 });
  const form = { ...(await fields(page)), saran: 'é'.repeat(1001) };
  const response = await page.request.post(`/nilai/${code}`, { form, maxRedirects: 0 });
  expect(response.status()).toBe(422);
  expect(await response.text()).toContain(form.saran);
});

test('expired, withdrawn and unknown codes each have a page that says what to do', async ({ page }) => {
  const titles = new Set<string>();
  for (const code of ['{EXPIRED}', '{WITHDRAWN}', 'CCCCC-CCCCC']) {
    await open(page, `/nilai/${code}`);
    titles.add(await page.getByRole('heading', { level: 1 }).innerText());
    await expect(page.locator('main form')).toHaveCount(0);
    await expect(page.locator('main a[href="/nilai"]')).toBeVisible();
  }
  expect(titles.size).toBe(3);
});

test('no rating is taken for an expired, withdrawn or unknown code', async ({ request }) => {
  for (const [code, status] of [['{EXPIRED}', 410], ['{WITHDRAWN}', 410], ['CCCCC-CCCCC', 404]] as const) {
    const response = await request.post(filled(`/nilai/${code}`), { form: { waktu: '1' }, maxRedirects: 0 });
    expect(response.status()).toBe(status);
  }
});

test('changing the language keeps the visit', async ({ page, code }) => {
  await page.goto(`/nilai/${code}`);
  await page.locator('header a[hreflang=en]').click();
  await expect(page).toHaveURL(`/en/nilai/${code}`);
  await answer(page, { produk: 4 });
  await sendForReceipt(page);
});

// What pages may carry and ask for: no script, no inline style, no cookie, no other host, few requests.
// That nothing is written to the console and no other host is asked is watched in every test (support/test.ts).
import { readFile } from 'node:fs/promises';

import { answer, comment, sendForReceipt } from '../support/form.ts';
import { inLanguage, LANGUAGES, open, PAGES } from '../support/pages.ts';
import { expect, test } from '../support/test.ts';

const ACTIVE_CONTENT = 'xpath=//script | //style | //iframe | //object | //embed | //*[@style]'
  + ' | //*[@*[starts-with(local-name(), "on")]] | //@href[starts-with(., "javascript:")]/..';

for (const language of LANGUAGES) {
  for (const { path, status } of PAGES) {
    const address = inLanguage(language, path);
    test(`${address} is only a page`, async ({ context, page }) => {
      const response = await open(page, address);
      expect(response!.status()).toBe(status);
      await expect(page.locator(ACTIVE_CONTENT)).toHaveCount(0);
      expect(await context.cookies()).toEqual([]);

      const headers = response!.headers();
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
      if (path.startsWith('/nilai')) expect(headers['referrer-policy']).toBe('no-referrer');
    });
  }
}

test('the rating form needs at most two requests', async ({ page, requests }) => {
  await open(page, '/nilai/KODE');
  expect(requests.length).toBeLessThanOrEqual(2);
});

test('neither code, receipt nor comment reaches the log', async ({ page, code }) => {
  await page.goto(`/nilai/${code}`);
  await answer(page, { waktu: 2 });
  await comment(page).fill('Nomor antrean rahasia-9917 tidak dipanggil.');
  const receipt = await sendForReceipt(page);
  const log = await readFile(process.env.PORTAL_LOG!, 'utf8');
  for (const secret of [code, code.replace('-', ''), receipt, receipt.replaceAll('-', ''), 'rahasia-9917']) {
    expect(log).not.toContain(secret);
  }
});

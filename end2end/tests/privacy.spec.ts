// What the portal asks of a phone and what it writes down: few requests, and no secret in its log.
import { readFile } from 'node:fs/promises';

import { answer, comment, sendForReceipt } from '../support/form.ts';
import { open } from '../support/pages.ts';
import { expect, test } from '../support/test.ts';

test('the rating form needs at most two requests', async ({ page, requests }) => {
  await open(page, '/nilai/{VALID}');
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

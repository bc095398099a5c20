// The data to take home: each release as a file, and the interface for programs.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Page } from '@playwright/test';

import { expect, test } from '../support/test.ts';

const NEWEST = '2026-10';

async function download(page: Page, name: string): Promise<Buffer> {
  const started = page.waitForEvent('download');
  await page.locator(`main a[href="/data/${name}"]`).click();
  const file = await started;
  expect(file.suggestedFilename()).toBe(name);
  return readFile(await file.path());
}

test('every release is offered as JSON and as CSV', async ({ page }) => {
  await page.goto('/data');
  const releases = await page.locator('table.releases tbody tr').count();
  expect(releases).toBeGreaterThanOrEqual(24);
  await expect(page.locator('table.releases a[href$=".json"]')).toHaveCount(releases);
  await expect(page.locator('table.releases a[href$=".csv"]')).toHaveCount(releases);
});

test('a downloaded release has the checksum that stands beside it', async ({ page }) => {
  await page.goto('/data');
  const json = await download(page, `${NEWEST}.json`);
  const row = page.locator('table.releases tr', { has: page.locator(`a[href="/data/${NEWEST}.json"]`) });
  await expect(row.locator('.digest')).toHaveText(createHash('sha256').update(json).digest('hex'));
  expect(JSON.parse(json.toString()).month).toBe(NEWEST);
});

test('a release as CSV is a table', async ({ page }) => {
  await page.goto('/data');
  const [header, ...lines] = (await download(page, `${NEWEST}.csv`)).toString().trimEnd().split(/\r?\n/);
  expect(header!.split(',').length).toBeGreaterThan(5);
  expect(lines.length).toBeGreaterThan(10);
});

test('the files say what they are', async ({ request }) => {
  for (const [name, type] of [['json', 'application/json'], ['csv', 'text/csv']] as const) {
    const response = await request.get(`/data/${NEWEST}.${name}`);
    expect(response.headers()['content-type']).toContain(type);
  }
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

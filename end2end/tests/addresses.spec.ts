// What holds of every address that the program lists: somebody visits it, a file is no page, and a page is valid HTML.
// Nothing here needs a browser.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

import { expect, test } from '@playwright/test';

import { FILES, get, inLanguage, LANGUAGES, PAGES, REDIRECTS, unvisited } from '../support/pages.ts';

/** The Nu HTML checker. */
const CHECKER = join(import.meta.dirname, '../node_modules/vnu-jar/build/dist/vnu.jar');

/** Tables that become lists on phones say what they are, because some browsers forget it there. */
const ROLES_OF_TABLES = /^The “role” attribute must not be used on a “t[hdr]” element|^The “(table|rowgroup|row|columnheader|rowheader|cell)” role is unnecessary for/;

interface Finding {
  url: string;
  message: string;
  extract: string;
}

test('every address is visited', () => {
  const missing = unvisited().map((path) => `${path} has no visit: add one to support/pages.ts`);
  expect(missing).toEqual([]);
});

test('every file is there and is no page', async () => {
  for (const file of FILES) {
    const response = await get(file, 'id');
    expect.soft(response.headers.get('x-content-type-options'), file.path).toBe('nosniff');
    const text = await response.text();
    // What is printed, and the parts of a page that are fetched alone, are HTML without the frame of a page.
    expect.soft(text, file.path).not.toContain('id="isi"');
    expect.soft(text, file.path).toMatch(/\S/);
  }
});

test('what leads to another page leads to one', async () => {
  for (const redirect of REDIRECTS) {
    const response = await get(redirect, 'id');
    const followed = await fetch(new URL(response.headers.get('location')!, process.env.PORTAL_URL));
    expect.soft(followed.status, redirect.path).toBe(200);
  }
});

test('the HTML checker finds nothing on any page', async () => {
  test.setTimeout(180_000);
  const folder = await mkdtemp(join(tmpdir(), 'suara-warga-pages-'));
  const addresses: string[] = [];
  for (const language of LANGUAGES) {
    for (const page of PAGES) {
      const response = await get(page, language);
      await writeFile(join(folder, `${addresses.length}.html`), await response.text());
      addresses.push(`${inLanguage(language, page.path)} (${page.as ?? 'anybody'})`);
    }
  }
  const options = ['-jar', CHECKER, '--format', 'json', '--stdout', '--exit-zero-always', folder];
  const { stdout } = await promisify(execFile)('java', options, { maxBuffer: 2 ** 26 });
  await rm(folder, { recursive: true });
  const found: Finding[] = JSON.parse(stdout).messages;
  const told = found
    .filter(({ message }) => !ROLES_OF_TABLES.test(message))
    .map(({ url, message, extract }) => `${addresses[parseInt(basename(url))]}: ${message} ${extract}`);
  expect(told).toEqual([]);
});

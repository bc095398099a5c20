// Takes the pictures of the README from a running demonstration, so that they show what there is.
// Use: node end2end/pictures/take.mjs [http://127.0.0.1:3000]
import { chromium } from 'playwright-core';

const portal = process.argv[2] ?? 'http://127.0.0.1:3000';
const pictures = [
  { name: 'city', path: '/en', width: 1100, height: 760 },
  { name: 'service', path: '/en/layanan/ktp-el#unsur', width: 1100, height: 760 },
  { name: 'rating', path: '/nilai/layanan/ktp-el', width: 390, height: 760 },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});
for (const { name, path, width, height } of pictures) {
  const page = await browser.newPage({ viewport: { width, height }, javaScriptEnabled: false });
  await page.goto(portal + path);
  const file = new URL(`${name}.jpg`, import.meta.url).pathname;
  await page.screenshot({ path: file, type: 'jpeg', quality: 72 });
  await page.close();
}
await browser.close();

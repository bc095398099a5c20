// Signing in at the desk with the accounts of the demonstration, each role once for the whole run.
// Publishers and administrators also show a one-time code, which a demonstration prints on the page that asks for it.
import { createHmac } from 'node:crypto';

import { type BrowserContext, expect, type Locator, type Page } from '@playwright/test';

export const PASSWORD = 'kuda berlari di atas awan';

/** The roles whose sessions all tests share; the name is that of the account. */
export const ROLES = [
  'operator',
  'operator-2',
  'kepala',
  'penerbit-1',
  'penerbit-2',
  'moderator',
  'petugas',
  'auditor',
] as const;
/** An administrator too, whom `setup.ts` invites: the demonstration's own is left to the test of one-time codes. */
export type Role = (typeof ROLES)[number] | 'administrator';

/** Somebody who has shown a password, and no one-time code yet. */
export const HALF_SIGNED_IN = 'half-signed-in';
export type Visitor = Role | typeof HALF_SIGNED_IN;

export function address(account: string): string {
  return `${account}@suara.example`;
}

/** Sends a form of the desk without a browser and returns the answer itself. */
export async function post(url: string, cookie: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { cookie }, body: new URLSearchParams(fields), redirect: 'manual' });
}

function cookieOf(response: Response): string {
  const session = response.headers.getSetCookie().find((cookie) => /^(__Host-)?meja=/.test(cookie));
  return session!.split(';')[0]!;
}

function sendPassword(url: string, account: string): Promise<Response> {
  return post(`${url}/masuk`, '', { surel: address(account), sandi: PASSWORD });
}

/** Shows the password of an account that also needs a one-time code, and returns the cookie. */
export async function halfSession(url: string, account: string): Promise<string> {
  return cookieOf(await sendPassword(url, account));
}

/** Signs an account in without a browser and returns the cookie of its session. */
export async function session(url: string, account: string): Promise<string> {
  const first = await sendPassword(url, account);
  const cookie = cookieOf(first);
  if (!first.headers.get('location')!.startsWith('/masuk/kode')) return cookie;
  const page = await fetch(`${url}/masuk/kode`, { headers: { cookie } });
  const [, code] = (await page.text()).match(/<code>(\d{6})<\/code>/)!;
  return cookieOf(await post(`${url}/masuk/kode`, cookie, { kode: code! }));
}

/** Takes a one-time link without a browser, sets up codes, and returns the cookie of the session. */
export async function sessionByLink(url: string, link: string): Promise<string> {
  const cookie = cookieOf(await post(link, '', { sandi_baru: PASSWORD }));
  const page = await (await fetch(`${url}/masuk/kode`, { headers: { cookie } })).text();
  const [, secret] = page.match(/<code>([A-Z2-7 ]{32,})<\/code>/)!;
  const done = await post(`${url}/masuk/kode`, cookie, { kode: oneTimeCode(secret!) });
  return done.headers.get('set-cookie') ? cookieOf(done) : cookie;
}

/** The code that a generator shows now for a secret as the page writes it (RFC 6238). */
export function oneTimeCode(secret: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replaceAll(' ', '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'));
  const key = Buffer.from(bits.join('').match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', key).update(step).digest();
  const number = hash.readUInt32BE(hash.at(-1)! & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** The session of an account: the one that all tests share, or a new one at a portal of a test's own. */
export async function sessionOf(url: string, account: string): Promise<string> {
  const shared = url === process.env.PORTAL_URL ? process.env[`PORTAL_SESSION_${account}`] : undefined;
  return shared ?? session(url, account);
}

/** Gives a browser a session. */
export async function enter(context: BrowserContext, url: string, cookie: string): Promise<void> {
  const [name, value] = cookie.split('=');
  await context.addCookies([{ name: name!, value: value!, url }]);
}

/** Gives a browser the session of a role. */
export async function become(context: BrowserContext, role: Visitor): Promise<void> {
  await enter(context, process.env.PORTAL_URL!, process.env[`PORTAL_SESSION_${role}`]!);
}

/** Expects that the summary at the top of a page names a problem and leads to its field. */
export async function expectProblem(page: Page, message: string, field: Locator): Promise<void> {
  await page.locator('.error-summary').getByRole('link', { name: message }).click();
  await expect(field).toBeFocused();
}

/** The row of a list that says something, such as a name. */
export function row(page: Page, text: string): Locator {
  return page.getByRole('main').getByRole('row').filter({ hasText: text });
}

/** Fills in the form for signing in and sends it. */
export async function signIn(page: Page, account: string, password = PASSWORD): Promise<void> {
  await page.goto('/masuk');
  await signInHere(page, account, password);
}

/** The same where the form is open already, because a session ended. */
export async function signInHere(page: Page, account: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('Alamat surel').fill(address(account));
  await page.getByLabel('Kata sandi').fill(password);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
}

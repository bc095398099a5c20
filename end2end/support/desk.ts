// Signing in at the desk with the accounts of the demonstration, each role once for the whole run.
// Publishers and administrators also show a one-time code, which a demonstration prints on the page that asks for it.
import type { BrowserContext, Page } from '@playwright/test';

export const PASSWORD = 'kuda berlari di atas awan';

/** The roles whose sessions all tests share; the name is that of the account. */
export const ROLES = [
  'operator',
  'kepala',
  'penerbit-1',
  'penerbit-2',
  'moderator',
  'petugas',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

export function address(account: string): string {
  return `${account}@suara.example`;
}

/** Signs an account in without a browser and returns the cookie of its session. */
export async function session(url: string, account: string): Promise<string> {
  const post = async (path: string, cookie: string, fields: Record<string, string>) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { cookie },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
  const cookieOf = (response: Response) => response.headers.get('set-cookie')!.split(';')[0]!;
  const first = await post('/masuk', '', { surel: address(account), sandi: PASSWORD });
  const cookie = cookieOf(first);
  if (!first.headers.get('location')!.startsWith('/masuk/kode')) return cookie;
  const page = await fetch(`${url}/masuk/kode`, { headers: { cookie } });
  const [, code] = (await page.text()).match(/<code>(\d{6})<\/code>/)!;
  return cookieOf(await post('/masuk/kode', cookie, { kode: code! }));
}

/** Gives a browser the session of a role. */
export async function become(context: BrowserContext, role: Role): Promise<void> {
  const [name, value] = process.env[`PORTAL_SESSION_${role}`]!.split('=');
  await context.addCookies([{ name: name!, value: value!, url: process.env.PORTAL_URL! }]);
}

/** Fills in the form for signing in and sends it. */
export async function signIn(page: Page, account: string, password = PASSWORD): Promise<void> {
  await page.goto('/masuk');
  await page.getByLabel('Alamat surel').fill(address(account));
  await page.getByLabel('Kata sandi').fill(password);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
}

/** Every kind of page at the desk with a role that may see it. Whoever adds a page adds it here. */
export const DESK_PAGES: { role: Role; path: string }[] = [
  { role: 'operator', path: '/meja' },
  { role: 'operator', path: '/meja/akun' },
  { role: 'operator', path: '/meja/unit' },
  { role: 'operator', path: '/meja/unit/disdukcapil' },
  { role: 'operator', path: '/meja/unit/disdukcapil/riwayat' },
  { role: 'operator', path: '/meja/layanan' },
  { role: 'operator', path: '/meja/layanan/ktp-el' },
  { role: 'operator', path: '/meja/impor' },
  { role: 'operator', path: '/meja/petugas' },
  { role: 'operator', path: '/meja/petugas/baru' },
  { role: 'operator', path: '/meja/jaga' },
  { role: 'operator', path: '/meja/jaga/disdukcapil' },
  { role: 'operator', path: '/meja/undangan' },
  { role: 'operator', path: '/meja/undangan/baru?layanan=ktp-el' },
  { role: 'operator', path: '/meja/formulir' },
  { role: 'operator', path: '/meja/formulir/baru' },
  { role: 'operator', path: '/meja/kunci' },
  { role: 'operator', path: '/meja/indikator' },
  { role: 'operator', path: '/meja/indikator/baru' },
  { role: 'operator', path: '/meja/indikator/berkas' },
  { role: 'operator', path: '/meja/tanggapan' },
  { role: 'kepala', path: '/meja/pengesahan' },
  { role: 'moderator', path: '/meja/komentar' },
  { role: 'penerbit-1', path: '/meja/rilis' },
  { role: 'petugas', path: '/meja' },
  { role: 'auditor', path: '/meja/audit' },
];

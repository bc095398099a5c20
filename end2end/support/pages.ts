// Every kind of page there is, once, so that a rule for all pages is checked on all of them.
// Whoever adds a page to the portal adds it here.
import type { Page, Response } from '@playwright/test';

/** A page to look at: its Indonesian path and the status it answers with. */
export interface PageSpec {
  path: string;
  status: number;
}

export const LANGUAGES = ['id', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The address of a page in a language: Indonesian at the root, English under `/en`. */
export function inLanguage(language: Language, path: string): string {
  return language === 'id' ? path : `/en${path}`.replace(/^\/en\/(?=$|[?#])/, '/en');
}

/** Puts what is known only once the portal runs (`setup.ts`) into a path: `{VALID}` becomes a code, and so on. */
export function filled(path: string): string {
  return path.replace(/\{([A-Z]+)\}/, (_, name) => process.env[`PORTAL_${name}`]!);
}

export function open(page: Page, path: string): Promise<Response | null> {
  return page.goto(filled(path));
}

export const PAGES: PageSpec[] = [
  { path: '/', status: 200 },
  { path: '/?periode=2025&jenis=semua&urut=indeks', status: 200 },
  { path: '/unit/disdukcapil', status: 200 },
  { path: '/unit/satpol-pp-damkar?periode=2026-09', status: 200 },
  { path: '/layanan/ktp-el', status: 200 },
  { path: '/layanan/konsultasi-arsip-keluarga', status: 200 },
  { path: '/nilai', status: 200 },
  { path: '/nilai?q=ktp', status: 200 },
  { path: '/nilai?q=zzzz', status: 200 },
  { path: '/nilai?unit=disdukcapil', status: 200 },
  { path: '/nilai?kode=1234', status: 422 },
  { path: '/nilai/layanan/ktp-el', status: 200 },
  { path: '/nilai/{VALID}', status: 200 },
  { path: '/nilai/{USED}', status: 410 },
  { path: '/nilai/{EXPIRED}', status: 410 },
  { path: '/nilai/{WITHDRAWN}', status: 410 },
  { path: '/nilai/CCCC-CCCC', status: 404 },
  { path: '/nilai/tanda-terima/{RECEIPT}', status: 200 },
  { path: '/cari', status: 200 },
  { path: '/cari?q=akta', status: 200 },
  { path: '/cari?q=zzzz', status: 200 },
  { path: `/cari?q=${encodeURIComponent('</title></textarea><script>"x"</script>')}`, status: 200 },
  { path: '/layanan/ktp-el/komentar', status: 200 },
  { path: '/unit/disdukcapil/komentar', status: 200 },
  { path: '/privasi', status: 200 },
  { path: '/aksesibilitas', status: 200 },
  { path: '/metode', status: 200 },
  { path: '/data', status: 200 },
  { path: '/unit/tidak-ada', status: 404 },
  { path: '/tidak-ada', status: 404 },
];

/** The desk's pages for whoever is not signed in; they have a frame of their own. */
export const SIGNED_OUT = ['/masuk', '/undangan/tidak-ada'];

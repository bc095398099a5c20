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
  return language === 'id' ? path : `/en${path}`.replace(/^\/en\/(?=$|\?)/, '/en');
}

/** Opens a page; `KODE` in its path stands for an invitation that is known only once the portal runs. */
export function open(page: Page, address: string): Promise<Response | null> {
  return page.goto(address.replace('KODE', process.env.PORTAL_CODE!));
}

export const PAGES: PageSpec[] = [
  { path: '/', status: 200 },
  { path: '/?urut=nama', status: 200 },
  { path: '/unit/disdukcapil', status: 200 },
  { path: '/layanan/ktp-el', status: 200 },
  { path: '/layanan/konsultasi-arsip-keluarga', status: 200 },
  { path: '/nilai', status: 200 },
  { path: '/nilai?q=ktp', status: 200 },
  { path: '/nilai?q=zzzz', status: 200 },
  { path: '/nilai/layanan/ktp-el', status: 200 },
  { path: '/nilai/KODE', status: 200 },
  { path: '/nilai/CCCC-CCCC', status: 404 },
  { path: '/cari?q=akta', status: 200 },
  { path: '/cari?q=zzzz', status: 200 },
  { path: `/cari?q=${encodeURIComponent('</title></textarea><script>"x"</script>')}`, status: 200 },
  { path: '/metode', status: 200 },
  { path: '/data', status: 200 },
  { path: '/unit/tidak-ada', status: 404 },
  { path: '/tidak-ada', status: 404 },
];

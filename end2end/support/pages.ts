// Every address of the portal, visited at least once, so that a rule for all pages is checked on all of them.
// Which addresses there are, the program tells; whoever adds one adds a visit here.
import { expect, type Page, type Response as PageResponse } from '@playwright/test';

import { become, HALF_SIGNED_IN, type Visitor } from './desk.ts';
import { type Address, addresses, METRICS_TOKEN } from './portal.ts';

/** A visit of an address. What is known only once the portal runs (`setup.ts`, `prepared.ts`) stands in braces. */
export interface Visit {
  /** The Indonesian path. */
  path: string;
  /** The status it answers with. */
  status: number;
  /** In whose session. */
  as?: Visitor;
  /** With the token of those who watch over the server. */
  token?: true;
}

export const LANGUAGES = ['id', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The address of a page in a language: Indonesian at the root, English under `/en`. */
export function inLanguage(language: Language, path: string): string {
  return language === 'id' ? path : `/en${path}`.replace(/^\/en\/(?=$|[?#])/, '/en');
}

/** Puts what is known only once the portal runs into a path: `{VALID}` becomes a code, and so on. */
export function filled(path: string): string {
  return path.replace(/\{([A-Z_]+)\}/g, (_, name) => process.env[`PORTAL_${name}`]!);
}

export function open(page: Page, path: string): Promise<PageResponse | null> {
  return page.goto(filled(path));
}

/** Opens a page as its visitor in a language, and expects what it answers with. */
export async function visit(page: Page, { path, status, as }: Visit, language: Language): Promise<PageResponse> {
  if (as) await become(page.context(), as);
  const response = await open(page, inLanguage(language, path));
  expect(response!.status()).toBe(status);
  return response!;
}

/** Gets what a visit leads to in a language, without a browser. */
export async function get({ path, status, as, token }: Visit, language: Language): Promise<Response> {
  const headers: Record<string, string> = {};
  if (as) headers.cookie = process.env[`PORTAL_SESSION_${as}`]!;
  if (token) headers.authorization = `Bearer ${METRICS_TOKEN}`;
  const url = process.env.PORTAL_URL + filled(inLanguage(language, path));
  const response = await fetch(url, { headers, redirect: 'manual' });
  expect.soft(response.status, path).toBe(status);
  return response;
}

function by(as: Visitor, ...paths: string[]): Visit[] {
  return paths.map((path) => ({ path, status: 200, as }));
}

const VISITS: Visit[] = [
  { path: '/', status: 200 },
  { path: '/?periode=2025&jenis=semua&urut=indeks', status: 200 },
  { path: '/unit/disdukcapil', status: 200 },
  { path: '/unit/satpol-pp-damkar?periode=2026-09', status: 200 },
  { path: '/unit/disdukcapil/tindak-lanjut', status: 200 },
  { path: '/unit/satpol-pp-damkar/tindak-lanjut', status: 200 },
  { path: '/layanan/ktp-el', status: 200 },
  { path: '/layanan/konsultasi-arsip-keluarga', status: 200 },
  { path: '/layanan/pengantar-skck-pakan-kurai?periode=2026-07', status: 200 },
  { path: '/nilai', status: 200 },
  { path: '/nilai?q=ktp', status: 200 },
  { path: '/nilai?q=zzzz', status: 200 },
  { path: '/nilai?unit=disdukcapil', status: 200 },
  { path: '/nilai?kode=1234', status: 422 },
  { path: '/nilai/layanan/ktp-el', status: 200 },
  { path: '/nilai/{VALID}', status: 200 },
  { path: '/nilai/{USED}', status: 200 },
  { path: '/nilai/{EXPIRED}', status: 410 },
  { path: '/nilai/{WITHDRAWN}', status: 410 },
  { path: '/nilai/CCCCC-CCCCC', status: 404 },
  { path: '/nilai/tanda-terima/{RECEIPT}', status: 200 },
  { path: '/cari', status: 200 },
  { path: '/cari?q=akta', status: 200 },
  { path: '/cari?q=zzzz', status: 200 },
  { path: `/cari?q=${encodeURIComponent('</title></textarea><script>"x"</script>')}`, status: 200 },
  { path: '/layanan/ktp-el/komentar', status: 200 },
  { path: '/unit/disdukcapil/komentar', status: 200 },
  { path: '/privasi', status: 200 },
  { path: '/aksesibilitas', status: 200 },
  { path: '/forum', status: 200 },
  { path: '/forum?kode=333333', status: 422 },
  { path: '/forum/{ROOM}', status: 200 },
  { path: '/forum/{ROOM}/lembar', status: 200 },
  { path: '/forum/{ROOM}/berita-acara', status: 200 },
  { path: '/forum/{ROOM}/acara.ics', status: 200 },
  { path: '/forum/{ROOM}/ruang?v=1', status: 200 },
  { path: '/forum/{ROOM}/usulan-saya', status: 200 },
  { path: '/forum/{ROOM}/layar', status: 200 },
  { path: '/forum/{ROOM}/kursi/{SEAT}', status: 303 },
  { path: '/forum/{ROOM}/catatan', status: 200 },
  { path: '/forum/{ROOM}/ringkasan', status: 200 },
  { path: '/forum/{ROOM}/catatan.csv', status: 200 },
  { path: '/forum/{ROOM}/usulan/{POINT}', status: 200 },
  { path: '/forum/{HELD_ROOM}', status: 200 },
  { path: '/forum/{HELD_ROOM}/berita-acara', status: 200 },
  { path: '/forum/{HELD_ROOM}/berita-acara/catatan.csv', status: 200 },
  { path: '/forum/{PAST_ROOM}/adendum/1', status: 200 },
  { path: '/forum/333333', status: 404 },
  { path: '/komitmen', status: 200 },
  { path: '/komitmen?unit=disdukcapil&keadaan=berjalan', status: 200 },
  { path: '/komitmen/kabar.atom?unit=disdukcapil', status: 200 },
  { path: '/komitmen/tenggat.ics', status: 200 },
  { path: '/komitmen/2', status: 200 },
  { path: '/komitmen/2?dijawab=ya', status: 200 },
  { path: '/komitmen/99', status: 404 },
  { path: '/metode', status: 200 },
  { path: '/data', status: 200 },
  { path: '/data/kamus', status: 200 },
  { path: '/unit/tidak-ada', status: 404 },
  { path: '/tidak-ada', status: 404 },
  { path: '/masuk', status: 200 },
  { path: '/undangan/{LINK}', status: 200 },
  { path: '/undangan/tidak-ada', status: 410 },
  { path: '/data/2026-10.json', status: 200 },
  { path: '/data/2026-10.csv', status: 200 },
  { path: '/data/semua.csv', status: 200 },
  { path: '/data/unit/disdukcapil.csv', status: 200 },
  { path: '/data/layanan/ktp-el.csv', status: 200 },
  { path: '/data/skema/suara-warga-release-3.json', status: 200 },
  { path: '/api/v1/services', status: 200 },
  { path: '/api/v1/services/ktp-el', status: 200 },
  { path: '/api/v1/units', status: 200 },
  { path: '/api/v1/units/disdukcapil', status: 200 },
  { path: '/api/v1/units/bukittinggi/ranks/2026-S1', status: 200 },
  { path: '/api/v1/releases', status: 200 },
  { path: '/assets/{DIGEST}/style.css', status: 200 },
  { path: '/robots.txt', status: 200 },
  { path: '/health', status: 200 },
  { path: '/.well-known/security.txt', status: 200 },
  { path: '/metrics', status: 200, token: true },
  ...by(HALF_SIGNED_IN, '/masuk/kode'),
  ...by('operator',
    '/meja',
    '/meja/akun',
    '/meja/unit',
    '/meja/unit/disdukcapil',
    '/meja/unit/disdukcapil/riwayat',
    '/meja/unit/disdukcapil/loket/baru',
    '/meja/unit/disdukcapil/loket/Loket%201',
    '/meja/unit/disdukcapil/loket/Loket%201/riwayat',
    '/meja/layanan',
    '/meja/layanan/baru',
    '/meja/layanan/ktp-el',
    '/meja/layanan/ktp-el/riwayat',
    '/meja/impor',
    '/meja/petugas',
    '/meja/petugas/baru',
    '/meja/petugas/{OFFICER}',
    '/meja/petugas/{OFFICER}/riwayat',
    '/meja/jaga',
    '/meja/jaga/disdukcapil',
    '/meja/jaga/disdukcapil?pekan=2026-W48&salin=ya',
    '/meja/jaga/disdukcapil/hari-ini',
    '/meja/jaga/disdukcapil/riwayat?pekan=2026-W47',
    '/meja/undangan',
    '/meja/undangan/kartu',
    '/meja/undangan/kartu?layanan=ktp-el',
    '/meja/undangan/baru',
    '/meja/undangan/baru?layanan=ktp-el',
    '/meja/undangan/{BATCH}/tarik',
    '/meja/formulir',
    '/meja/formulir/baru',
    '/meja/formulir/{KEYING}',
    '/meja/formulir/{KEYING}/buang',
    '/meja/formulir/{SETTLING}',
    '/meja/formulir/{READY}',
    '/meja/kunci',
    '/meja/kunci/{KEY}/akhiri',
    '/meja/indikator',
    '/meja/indikator/baru',
    '/meja/indikator/berkas',
    '/meja/indikator/akta-kelahiran',
    '/meja/indikator/akta-kelahiran/riwayat',
    '/meja/indikator/akta-kelahiran/ubah',
    '/meja/realisasi/hari-kartu-keluarga/2026-09',
    '/meja/realisasi/hari-kartu-keluarga/2026-11',
    '/meja/realisasi/akta-kelahiran/2025-Q4',
    '/meja/realisasi/akta-kelahiran/2025-Q4/riwayat',
    '/meja/komitmen',
    '/meja/komitmen/baru',
    '/meja/komitmen/2',
    '/meja/komitmen/3',
    '/meja/komitmen/3/ubah',
    '/meja/komitmen/3/riwayat',
    '/meja/tanggapan',
    '/meja/tanggapan/{RELEASED}',
    '/meja/unit.csv',
    '/meja/loket.csv',
    '/meja/layanan.csv',
    '/meja/petugas.csv',
    '/meja/jaga/disdukcapil/berkas',
    '/meja/indikator/berkas/indikator.csv',
  ),
  ...by('operator-2', '/meja/formulir/{KEYING}'),
  ...by('kepala', '/meja/pengesahan', '/meja/realisasi/hari-kartu-keluarga/2026-10'),
  ...by('kepala', '/meja/berita-acara', '/meja/berita-acara/{ADDENDUM}', '/meja/berita-acara/{ADDENDUM}/naskah'),
  ...by('moderator',
    '/meja/komentar',
    '/meja/komentar/{WAITING}',
    '/meja/forum',
    '/meja/forum/baru',
    '/meja/forum/baru?unit=disdukcapil',
    '/meja/forum/{FORUM}',
    '/meja/forum/{FORUM}/ubah',
    '/meja/forum/{FORUM}/riwayat',
    '/meja/forum/{FORUM}/kehadiran',
    '/meja/forum/{HELD}/berita-acara',
    '/meja/forum/{HELD}/berita-acara/{MINUTES}',
    '/meja/forum/{HELD}/perubahan/2',
    '/meja/forum/{FORUM}/usulan/{POINT}',
    '/meja/forum/{FORUM}/daftar',
    '/meja/forum/{FORUM}/kini?usulan=1',
    '/meja/forum/{FORUM}/nomor',
    '/meja/forum/{FORUM}/kelompok/{GROUP}',
    '/meja/komitmen/baru?kelompok={GROUP}',
  ),
  ...by('penerbit-1', '/meja/rilis', '/meja/rilis?keadaan=ditolak', '/meja/rilis/{PROPOSAL}'),
  ...by('penerbit-1', '/meja/rilis/{SEALED}', '/meja/rilis/{SEALED}/kecualikan'),
  ...by('penerbit-2', '/meja/rilis/{PROPOSAL}'),
  ...by('petugas', '/meja'),
  ...by('auditor', '/meja/audit', '/meja/audit?periksa=ya', '/meja/komentar/{RELEASED}/asli'),
  ...by('administrator',
    '/meja/akun',
    '/meja/orang',
    '/meja/orang/baru',
    '/meja/orang/{PERSON}',
    '/meja/perubahan-akun',
    '/meja/pengaturan',
    '/meja/kalender',
    '/meja/kalender?tahun=2027',
    '/meja/kalender/riwayat?tahun=2026',
    '/meja/unit/baru',
    '/meja/kalender/berkas',
  ),
];

const ADDRESSES = addresses();

/** The address that serves a path: of those that fit, the one with the fewest parameters. */
function serving(path: string): Address | undefined {
  const [bare] = path.split('?');
  const fits = ({ path }: Address) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`).test(bare!);
  const parameters = ({ path }: Address) => path.split('{').length;
  return ADDRESSES.filter(fits).toSorted((a, b) => parameters(a) - parameters(b))[0];
}

/** The addresses where no visit finds anything. */
export function unvisited(): string[] {
  const visited = new Set(VISITS.filter(({ status }) => status < 400).map(({ path }) => serving(path)));
  return ADDRESSES.filter((address) => !visited.has(address)).map(({ path }) => path);
}

/** The visits that lead to another page. */
export const REDIRECTS = VISITS.filter(({ status }) => status === 303);

/** The visits to everything that is no page. */
export const FILES = VISITS.filter(({ path }) => serving(path)?.kind === 'file');

/** The visits to pages, also to those that say that there is nothing. */
export const PAGES = VISITS.filter((visit) => !FILES.includes(visit) && !REDIRECTS.includes(visit));

/** Whether a page renews itself and so loads the one script. */
export function isLive({ path }: Visit): boolean {
  return /^\/(forum\/\{ROOM\}(\/layar)?|meja\/forum\/\{FORUM\})$/.test(path);
}

/** Whether a page hangs on a wall: nobody goes anywhere from it. */
export function isOnTheWall({ path }: Visit): boolean {
  return path.endsWith('/layar');
}

/** Whether a page has the frame of the desk; signing in has it too. */
export function isOfDesk({ path }: Visit): boolean {
  return /^\/(meja|masuk|undangan)\b/.test(path);
}

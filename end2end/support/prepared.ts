// The records that pages of the desk are about: found or made before the first test, and told in the environment.
import { post } from './desk.ts';
import { ELEMENTS } from './form.ts';

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** The desk of a portal as somebody who is signed in sees it, without a browser. */
class Desk {
  constructor(
    private readonly url: string,
    private readonly cookie: string,
  ) {}

  async read(path: string): Promise<string> {
    return (await fetch(`${this.url}${path}`, { headers: { cookie: this.cookie } })).text();
  }

  /** The first record to which a page leads. */
  async find(page: string, path: string): Promise<string> {
    const [, id] = (await this.read(page)).match(new RegExp(`href="${path}/(${ID})`))!;
    return id!;
  }

  /** Sends a form and returns where it leads. */
  async send(path: string, fields: Record<string, string>): Promise<string> {
    const answer = await post(`${this.url}${path}`, this.cookie, fields);
    return answer.headers.get('location')!.split('?')[0]!;
  }

  /** Says something in a room and returns the seat that this takes. */
  async takeSeat(room: string): Promise<string> {
    const [, token] = (await this.read(room)).match(/name="formulir" value="(\w+)"/)!;
    const answer = await post(`${this.url}${room}/usulan`, '', { formulir: token!, usulan: 'Ruang tunggu panas.' });
    const [seat] = answer.headers.getSetCookie().filter((cookie) => /kursi=/.test(cookie));
    return seat!.split(/[=;]/)[1]!;
  }
}

/** Prepares what the visits of the desk (`pages.ts`) put in braces; `sessions` are cookies by account. */
export async function prepareDesk(url: string, sessions: Record<string, string>): Promise<void> {
  const desk = (account: string) => new Desk(url, sessions[account]!);
  const [operator, second] = [desk('operator'), desk('operator-2')];
  const records = {
    OFFICER: await operator.find('/meja/petugas', '/meja/petugas'),
    BATCH: await operator.find('/meja/undangan', '/meja/undangan'),
    KEY: await operator.find('/meja/kunci', '/meja/kunci'),
    RELEASED: await operator.find('/meja/tanggapan?dijawab=ya', '/meja/tanggapan'),
    WAITING: await desk('moderator').find('/meja/komentar', '/meja/komentar'),
    PERSON: await desk('administrator').find('/meja/orang', '/meja/orang'),
    SEALED: await desk('penerbit-1').find('/meja/rilis?keadaan=terbit', '/meja/rilis'),
    PROPOSAL: (await desk('penerbit-1').send('/meja/rilis/koreksi', {})).split('/').at(-1)!,
    KEYING: await stack([operator], []),
    SETTLING: await stack([operator, second], ['3', '4']),
    READY: await stack([operator, second], ['3', '3']),
  };
  Object.assign(records, await runningForum(desk('moderator')));
  Object.assign(records, await heldForum(desk('moderator'), desk('kepala')));
  for (const [name, id] of Object.entries(records)) process.env[`PORTAL_${name}`] = id;
}

/** The forum that runs: at the desk, its room, and a point that was said in it. */
async function runningForum(moderator: Desk): Promise<Record<string, string>> {
  const [, room] = (await moderator.read('/forum')).match(/href="\/forum\/([0-9A-Z]{3}-[0-9A-Z]{3})"/)!;
  // The list begins with the forum that is still to come.
  const [, forum] = (await moderator.read('/meja/forum')).matchAll(new RegExp(`href="/meja/forum/(${ID})"`, 'g'));
  const path = `/meja/forum/${forum![1]}`;
  return {
    ROOM: room!,
    SEAT: await moderator.takeSeat(`/forum/${room}`),
    FORUM: forum![1]!,
    POINT: await moderator.find(path, `${path}/usulan`),
    GROUP: await moderator.find(path, `${path}/kelompok`),
  };
}

/** The minutes of the forum of last week: its addendum waits for the head, and an amendment for an answer. */
async function heldForum(moderator: Desk, head: Desk): Promise<Record<string, string>> {
  const forums = [...(await moderator.read('/meja/forum')).matchAll(new RegExp(`href="/meja/forum/(${ID})"`, 'g'))];
  const held = forums[2]![1]!;
  const path = `/meja/forum/${held}/berita-acara`;
  const room = async (forum: string) =>
    (await moderator.read(`/meja/forum/${forum}`)).match(/href="\/forum\/([0-9A-Z]{3}-[0-9A-Z]{3})"/)![1]!;
  return {
    HELD: held,
    HELD_ROOM: await room(held),
    PAST_ROOM: await room(forums[3]![1]!),
    MINUTES: await moderator.find(path, path),
    ADDENDUM: await head.find('/meja/berita-acara', '/meja/berita-acara'),
  };
}

/** Opens a stack of one paper form, and each keys it in with one answer to all questions. */
async function stack(people: Desk[], answers: string[]): Promise<string> {
  const [, token] = (await people[0]!.read('/meja/formulir/baru')).match(/name="formulir" value="(\w+)"/)!;
  const order = { formulir: token!, layanan: 'akta-kelahiran', bulan: '2026-08', jumlah: '1' };
  const path = await people[0]!.send('/meja/formulir/baru', order);
  for (const [place, answer] of answers.entries()) {
    const answered = Object.fromEntries(ELEMENTS.map((element) => [element, answer]));
    await people[place]!.send(path, { nomor: '1', ...answered });
  }
  return path.split('/').at(-1)!;
}

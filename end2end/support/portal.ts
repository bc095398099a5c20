// Starts the release build with a copy of the demo city and runs its other commands on the same data.
// Everything that the tests know about the program, as opposed to its pages, is here.
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/** The day on which every portal of the tests lives; the demo city's open month is this one. */
export const TODAY = '2026-11-20';

const PROGRAM = resolve(
  process.env.SUARA_WARGA_BINARY ?? join(import.meta.dirname, '../../target/release/suara-warga'),
);
/** By which the figures for those who watch over the server can be read. */
export const METRICS_TOKEN = 'untuk-yang-mengawasi-server';

const INVITATION = /(https?:\/\/\S+?)\/nilai\/([A-Z0-9]{5}-[A-Z0-9]{5})\b/g;

/** A running portal. */
export interface Portal {
  url: string;
  /** The code of the invitation that `demo` prints; it is never spent. */
  code: string;
  data: string;
  log: string;
  stop: () => Promise<void>;
}

/** Fills an invented city, with which every portal then begins: to fill it takes long, to copy it does not. */
export async function fillCity(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'suara-warga-'));
  const filled = await serve(folder, TODAY);
  await filled.end();
  return folder;
}

/** A folder of its own with what `demo` filled in (`PORTAL_CITY`). */
async function cityOfItsOwn(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'suara-warga-'));
  await cp(join(process.env.PORTAL_CITY!, 'data'), join(folder, 'data'), { recursive: true });
  return folder;
}

/** Starts `demo` on a free port with data of its own and returns as soon as it has printed its addresses. */
export async function startPortal(): Promise<Portal> {
  return serve(await cityOfItsOwn(), TODAY);
}

/**
 * Starts a portal, lets something happen, and starts it again with the same data on a later day: there the month that
 * the invented city leaves open is over, and nobody has sealed it yet.
 */
export async function startPortalLater(today: string, before: (portal: Portal) => Promise<void>): Promise<Portal> {
  const folder = await cityOfItsOwn();
  const portal = await serve(folder, TODAY);
  await before(portal);
  await portal.end();
  return serve(folder, today);
}

interface Serving extends Portal {
  /** Stops the server and keeps the data. */
  end: () => Promise<void>;
}

async function serve(folder: string, today: string): Promise<Serving> {
  const data = join(folder, 'data');
  const log = join(folder, 'log');
  const logFile = await open(log, 'a');
  const server = spawn(
    PROGRAM,
    [
      'demo', '--listen', `127.0.0.1:${await freePort()}`, '--data', data, '--today', today,
      '--metrics-token', METRICS_TOKEN, '--security-contact', 'mailto:lubang@suara.example',
      '--trusted-proxies', '1',
    ],
    { stdio: ['ignore', 'pipe', logFile.fd] },
  );
  const end = () => stop(server);
  try {
    const { url, code } = await printedInvitation(server);
    return { url, code, data, log, end, stop: () => end().finally(() => rm(folder, { recursive: true, force: true })) };
  } catch (error) {
    const said = await readFile(log, 'utf8');
    await rm(folder, { recursive: true });
    throw new Error(`${error}\n${said}`);
  } finally {
    await logFile.close();
  }
}

/** Reads what the server prints until an invitation link appears; the rest is read on, so that its pipe never fills. */
async function printedInvitation(server: ChildProcess): Promise<{ url: string; code: string }> {
  const lines = createInterface({ input: server.stdout! });
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      const [link] = line.matchAll(INVITATION);
      if (link) resolve({ url: link[1]!, code: link[2]! });
    });
    server.once('error', reject);
    server.once('close', (code) => reject(new Error(`the portal ended with ${code} and printed no invitation link`)));
  });
}

async function stop(server: ChildProcess): Promise<void> {
  const running = server.exitCode === null && server.signalCode === null;
  if (running) {
    server.kill('SIGTERM');
    await once(server, 'close');
  }
  if (!running || server.exitCode !== 0) {
    throw new Error(`the portal did not shut down gracefully: it ended with ${server.exitCode ?? server.signalCode}`);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** An address that the program serves, with its parameters in braces: a page to look at or a file to get. */
export interface Address {
  path: string;
  kind: 'page' | 'file';
}

/** Every address that shows something. */
export function addresses(): Address[] {
  const listed: { path: string; kind: string }[] = JSON.parse(execFileSync(PROGRAM, ['addresses'], { encoding: 'utf8' }));
  return listed.filter((address): address is Address => address.kind === 'page' || address.kind === 'file');
}

/** Runs another command of the program on the data of a portal and returns what it prints. */
export async function run(data: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(PROGRAM, [...args, '--data', data]);
  return stdout;
}

/** Takes the batch of a code back. */
export async function withdraw(data: string, code: string): Promise<void> {
  await run(data, 'withdraw', code);
}

/** Makes invitations and returns their codes, read off the printable sheet. */
export async function invite(
  data: string,
  { service = 'ktp-el', counter = 'Loket 1', count = 1, validUntil = '2026-12-31' } = {},
): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'suara-warga-slips-'));
  const out = join(folder, 'slips.html');
  await run(
    data, 'invitations', '--service', service, '--counter', counter,
    '--count', String(count), '--valid-until', validUntil, '--out', out,
  );
  const sheet = await readFile(out, 'utf8');
  await rm(folder, { recursive: true });
  return [...new Set([...sheet.matchAll(INVITATION)].map((link) => link[2]!))];
}

/** Makes an account for another administrator and returns the one-time link to it. */
export async function inviteAdministrator({ data, url }: Portal, email: string): Promise<string> {
  const printed = await run(data, 'admin', 'invite', '--email', email, '--name', 'Pengelola', '--public-url', url);
  return printed.trim();
}

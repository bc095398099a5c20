// Fills the demo city, starts the one portal that most tests share, before the first test, and stops it after the last.
// The tests find it through environment variables, for they run in other processes.
import { rm } from 'node:fs/promises';

import { address, HALF_SIGNED_IN, halfSession, ROLES, session, sessionByLink } from './desk.ts';
import { fillCity, invite, inviteAdministrator, type Portal, startPortal, withdraw } from './portal.ts';
import { prepareDesk } from './prepared.ts';

export default async function setup(): Promise<() => Promise<void>> {
  const city = await fillCity();
  process.env.PORTAL_CITY = city;
  const portal = await startPortal();
  process.env.PORTAL_URL = portal.url;
  process.env.PORTAL_DATA = portal.data;
  process.env.PORTAL_LOG = portal.log;
  process.env.PORTAL_VALID = portal.code;
  await prepare(portal);
  const sessions: Record<string, string> = {};
  for (const role of ROLES) sessions[role] = await session(portal.url, role);
  const link = await inviteAdministrator(portal, address('pengelola'));
  sessions.administrator = await sessionByLink(portal.url, link);
  sessions[HALF_SIGNED_IN] = await halfSession(portal.url, 'penerbit-1');
  for (const [role, cookie] of Object.entries(sessions)) process.env[`PORTAL_SESSION_${role}`] = cookie;
  await prepareDesk(portal.url, sessions);
  return async () => {
    await portal.stop();
    await rm(city, { recursive: true });
  };
}

/** An invitation in every state, a receipt and a link for somebody new, for the pages about them (`pages.ts`). */
async function prepare(portal: Portal): Promise<void> {
  const { data, url } = portal;
  const [expired] = await invite(data, { validUntil: '2026-11-19' });
  const [withdrawn] = await invite(data);
  await withdraw(data, withdrawn!);
  const [used] = await invite(data);
  const answered = await fetch(`${url}/nilai/${used}`, {
    method: 'POST',
    body: new URLSearchParams({ waktu: '3' }),
    redirect: 'manual',
  });
  process.env.PORTAL_EXPIRED = expired;
  process.env.PORTAL_WITHDRAWN = withdrawn;
  process.env.PORTAL_USED = used;
  process.env.PORTAL_RECEIPT = answered.headers.get('location')!.split('/').at(-1);
  process.env.PORTAL_LINK = (await inviteAdministrator(portal, address('baru'))).split('/').at(-1);
  const [, digest] = (await (await fetch(url)).text()).match(/"\/assets\/(\w+)\/style\.css"/)!;
  process.env.PORTAL_DIGEST = digest;
}

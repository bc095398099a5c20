// Starts the one portal that all tests share, before the first test, and stops it after the last.
// The tests find it through environment variables, for they run in other processes.
import { startPortal } from './portal.ts';

export default async function setup(): Promise<() => Promise<void>> {
  const portal = await startPortal();
  process.env.PORTAL_URL = portal.url;
  process.env.PORTAL_DATA = portal.data;
  process.env.PORTAL_CODE = portal.code;
  process.env.PORTAL_LOG = portal.log;
  return portal.stop;
}

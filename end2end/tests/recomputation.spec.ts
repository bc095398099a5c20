// Everything published is recomputed from the releases alone, in another language.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { expect, test } from '../support/test.ts';

test('every published figure follows from the releases', async ({ baseURL }) => {
  test.setTimeout(600_000);
  const run = promisify(execFile)('python3', ['recompute', baseURL!], { cwd: import.meta.dirname + '/..' });
  const told = await run.catch((failed: { stdout?: string; stderr?: string }) => {
    throw new Error(`${failed.stdout}\n${failed.stderr}`);
  });
  expect(told.stdout).toMatch(/^ +\d{4,} indices$/m);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWhenStale, startServer } from './server.ts';

/** Before the browser tests: what they open is built from the sources of today, and the demo is loaded once for all of them. */
export default async function prepareOnce(): Promise<() => void> {
  buildWhenStale();
  const dataDir = mkdtempSync(join(tmpdir(), 'traeffetid-demo-'));
  await (await startServer({ dataDir })).stop();
  process.env.LOADED_DEMO = dataDir;
  return () => rmSync(dataDir, { recursive: true, force: true });
}

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Page, test } from '../helpers/browser.ts';
import { dropProfile, makeProfile } from '../helpers/chromium.ts';
import type { StartOptions } from '../helpers/server.ts';
import {
  answer,
  beginConversation,
  conversations,
  newTablet,
  startHour,
  unlock,
} from '../helpers/tablet-page.ts';

test.describe.configure({ timeout: 120_000 });

/** A build of its own beside the real one, so that it can be released anew; it finds its libraries where ours does. */
const build = resolve(import.meta.dirname, '../../node_modules/.cache/release');
const dataDir = makeProfile();
const started: StartOptions = { dataDir, command: [process.execPath, join(build, 'server/main.js')] };

/** Another version: its page says which, and its service worker differs. */
function rebuild(version: string): void {
  const page = join(build, 'client/index.html');
  const worker = join(build, 'client/service-worker.js');
  const html = readFileSync(page, 'utf8').replace(
    /<html[^>]*>/,
    `<html lang="da" data-version="${version}">`,
  );
  writeFileSync(page, html);
  const script = readFileSync(worker, 'utf8');
  const entry = /"revision":"[^"]*","url":"index\.html"/;
  expect(script).toMatch(entry);
  const next = script.replace(entry, `"revision":"${version}","url":"index.html"`);
  writeFileSync(worker, next);
}

test.beforeAll(() => {
  rmSync(build, { recursive: true, force: true });
  mkdirSync(build, { recursive: true });
  cpSync(resolve(import.meta.dirname, '../../dist'), build, { recursive: true });
});
test.afterAll(() => {
  dropProfile(dataDir);
  rmSync(build, { recursive: true, force: true });
});

const version = (page: Page) => page.evaluate(() => document.documentElement.dataset.version);
const lookAgain = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
const isWaiting = (page: Page) =>
  page.evaluate(() => navigator.serviceWorker.getRegistration().then((found) => Boolean(found?.waiting)));

test('a new version is offered when the conversation is done, never over it, and taken by itself at a cold start', async ({
  page,
  start,
}) => {
  let server = await start(started);
  const release = async (next: string) => {
    await server.stop();
    rebuild(next);
    server = await start({ ...started, port: Number(new URL(server.url).port) });
  };
  await page.setViewportSize({ width: 1180, height: 820 });
  await newTablet(page, server.url);
  await startHour(page);
  await beginConversation(page);
  await answer(page, 'Lærer');
  await page.getByRole('textbox', { name: /Note/ }).fill('Midt i en sætning');

  await release('next');
  await lookAgain(page);
  await expect.poll(() => isWaiting(page), { timeout: 20_000 }).toBe(true);
  await expect(page.getByText('Ny version er klar')).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: /Note/ })).toHaveValue('Midt i en sætning');
  expect(await version(page)).toBeUndefined();

  await page.getByRole('button', { name: 'Fravær', exact: true }).click();
  await page.getByRole('button', { name: 'Gem nu' }).click();
  await expect(page.getByText('Ny version er klar')).toBeVisible();
  await page.getByRole('button', { name: 'Opdater nu' }).click();
  await expect.poll(() => version(page).catch(() => '')).toBe('next');
  await unlock(page);
  await expect(conversations(page)).toHaveCount(1);

  await release('newest');
  await page.reload();
  await expect.poll(() => version(page).catch(() => ''), { timeout: 15_000 }).toBe('newest');

  // Two versions that answer in turn: the second one at once after the first is offered, and the page stands still.
  await release('next');
  await page.reload();
  await expect.poll(() => isWaiting(page), { timeout: 20_000 }).toBe(true);
  await unlock(page);
  await expect(page.getByText('Ny version er klar')).toBeVisible();
  expect(await version(page)).toBe('newest');
});

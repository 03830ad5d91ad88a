import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '../helpers/browser.ts';
import {
  beginConversation,
  conversations,
  converse,
  draftKept,
  newTablet,
  startHour,
  unlock,
} from '../helpers/tablet-page.ts';

test.describe.configure({ timeout: 300_000 });

/** Writes conversations as fast as a finger can, and tells of each that the screen called saved. */
async function writeUntilKilled(page: Page, saved: () => void): Promise<void> {
  for (;;) {
    await converse(page);
    saved();
  }
}

test('ten times killed while writing: everything that the screen called saved is there', async ({
  server,
  killable,
}) => {
  let first = await killable();
  await newTablet(first.page, server.url);
  await startHour(first.page);
  let saved = 0;
  for (let kill = 1; kill <= 10; kill += 1) {
    const writing = writeUntilKilled(first.page, () => {
      saved += 1;
    });
    const moment = 1500 + 370 * ((kill * 7) % 10);
    await Promise.race([writing.catch(() => undefined), new Promise((settle) => setTimeout(settle, moment))]);
    await first.kill();
    await writing.catch(() => undefined);
    first = await killable(first.profile);
    await first.page.goto(server.url);
    await unlock(first.page);
    // A save that the kill overtook may be there too: it was not promised, and it is not lost.
    await expect(async () => {
      const there = await conversations(first.page).count();
      expect(there).toBeGreaterThanOrEqual(saved);
      expect(there).toBeLessThanOrEqual(saved + kill);
    }).toPass({ timeout: 30_000 });
  }
  expect(saved).toBeGreaterThan(5);
});

const typed = 'Kanariefugl-i-klassen-7319';
const planted = 'Plantet-i-klartekst-2468';

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** The files in which a text stands as UTF-8 or UTF-16. */
const holding = (files: string[], text: string): string[] =>
  files.filter((file) => {
    const bytes = readFileSync(file);
    return bytes.includes(Buffer.from(text, 'utf8')) || bytes.includes(Buffer.from(text, 'utf16le'));
  });

test('no typed word stands in the clear on the tablet’s disk, in the outbox or in the server’s log', async ({
  server,
  killable,
}) => {
  const browser = await killable();
  const { page } = browser;
  await newTablet(page, server.url, 'Rådgiver Øst');
  // What the search must find, in a database of the same origin: it proves that it searches the right place.
  await page.evaluate(
    (text) =>
      new Promise<void>((settle, refuse) => {
        const opening = indexedDB.open('canary', 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore('texts');
        opening.onerror = () => refuse(opening.error);
        opening.onsuccess = () => {
          const work = opening.result.transaction('texts', 'readwrite', { durability: 'strict' });
          work.objectStore('texts').put(text, 1);
          work.oncomplete = () => settle();
        };
      }),
    planted,
  );
  await startHour(page);
  await converse(page, `${typed} som gemt note`);
  await beginConversation(page);
  await page.getByRole('textbox', { name: /Note/ }).fill(`${typed} som kladde`);
  await draftKept(page);
  await page.waitForTimeout(1500);
  await browser.kill();

  const onDisk = filesBelow(browser.profile);
  expect(holding(onDisk, planted)).not.toEqual([]);
  expect(holding(onDisk, typed)).toEqual([]);
  expect(server.said()).not.toContain(typed);
});

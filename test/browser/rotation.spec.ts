import { expect, type Locator, type Page, test } from '../helpers/browser.ts';
import { answer, beginConversation, extraHour, press } from '../helpers/tablet-page.ts';

test.describe.configure({ timeout: 120_000 });

const upright = { width: 820, height: 1180 };
const lying = { width: 1180, height: 820 };

async function openConversation(page: Page): Promise<void> {
  await extraHour(page);
  await beginConversation(page);
}

const caret = (field: Locator): Promise<number | null> =>
  field.evaluate((element) => (element as HTMLTextAreaElement).selectionStart);

for (const [name, first, second] of [
  ['upright to lying', upright, lying],
  ['lying to upright', lying, upright],
] as const) {
  test(`a tablet that is turned, ${name}, keeps what is typed, the caret in it and the answers`, async ({
    tablet: page,
  }) => {
    await page.setViewportSize(first);
    await openConversation(page);
    await answer(page, 'Lærer');
    await press(page.locator('.capture'), 'Fravær');
    if (first === upright) await press(page, 'Tilføj note (valgfri)');
    const note = page.getByRole('textbox', { name: /^Note/ });
    await note.fill('Far ringede i går.');
    await note.press('Home');
    await note.press('ArrowRight');
    await note.press('ArrowRight');
    await note.press('ArrowRight');
    for (const size of [second, first, second]) {
      await page.setViewportSize(size);
      await expect(page.locator('.capture[data-wide]')).toHaveCount(size === lying ? 1 : 0);
      await expect(note).toBeFocused();
      await expect(note).toHaveValue('Far ringede i går.');
      expect(await caret(note)).toBe(3);
    }
    await page.keyboard.type(' selv');
    await expect(note).toHaveValue('Far selv ringede i går.');
    if (second === upright) await page.locator('.answered', { hasText: 'Hvem kom?' }).click();
    await expect(page.getByRole('radio', { name: 'Lærer' })).toBeChecked();
  });
}

test('a tablet that is turned while the note is still empty keeps the focus in it', async ({
  tablet: page,
}) => {
  await page.setViewportSize(lying);
  await openConversation(page);
  const note = page.getByRole('textbox', { name: /^Note/ });
  await note.focus();
  await page.setViewportSize(upright);
  await expect(page.locator('.capture[data-wide]')).toHaveCount(0);
  await expect(note).toBeFocused();
  await page.keyboard.type('Mor');
  await expect(note).toHaveValue('Mor');
});

test('an open sheet stays open when the tablet is turned, with what is typed in it', async ({
  tablet: page,
}) => {
  await page.setViewportSize(lying);
  await press(page, 'Ekstra træffetid');
  const room = page.getByLabel('Lokale');
  await room.fill('Biblioteket');
  for (const size of [upright, lying]) {
    await page.setViewportSize(size);
    await expect(room).toBeFocused();
    await expect(room).toHaveValue('Biblioteket');
    await expect(page.locator('dialog[open]')).toBeInViewport({ ratio: 1 });
  }
});

test('a list stays where it was scrolled to when the tablet is turned and turned back', async ({
  tablet: page,
}) => {
  await page.setViewportSize(lying);
  await page.locator('.tab[href="/opf"]').click();
  // How many there are is the day's: one from the middle of the list.
  await expect(page.locator('.concern').nth(5)).toBeAttached();
  const looked = page.locator('.concern').nth(Math.floor((await page.locator('.concern').count()) / 2));
  await looked.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  for (const size of [upright, lying, upright]) {
    await page.setViewportSize(size);
    await expect(looked).toBeInViewport();
  }
});

/** iPadOS lays the keyboard over the page and tells only by the visual viewport; Chromium has no such keyboard to open. */
const coverBy = (page: Page, keyboard: number): Promise<void> =>
  page.evaluate((covered) => {
    const view = window.visualViewport!;
    Object.defineProperty(view, 'height', { value: innerHeight - covered, configurable: true });
    view.dispatchEvent(new Event('resize'));
  }, keyboard);

/** The field and the pinned bar stand above whatever the keyboard covers, the bar below the field. */
async function expectReachable(page: Page, field: Locator, visibleHeight: number): Promise<void> {
  const bar = page.locator('.capture .action-bar');
  await expect.poll(async () => Math.round((await bar.boundingBox())!.y)).toBeLessThan(visibleHeight - 40);
  const [typing, pinned] = [(await field.boundingBox())!, (await bar.boundingBox())!];
  expect(pinned.y + pinned.height).toBeLessThanOrEqual(visibleHeight + 1);
  expect(typing.y).toBeGreaterThanOrEqual(0);
  expect(typing.y + typing.height).toBeLessThanOrEqual(pinned.y + 1);
}

for (const [orientation, size, keyboard] of [
  ['upright', upright, 420],
  ['lying', lying, 400],
  ['a phone', { width: 390, height: 844 }, 336],
] as const) {
  test(`the keyboard hides neither the field nor the bar, ${orientation}, where it covers the page`, async ({
    tablet: page,
  }) => {
    await page.setViewportSize(size);
    await openConversation(page);
    if (size !== lying) await press(page, 'Tilføj note (valgfri)');
    const note = page.getByRole('textbox', { name: /^Note/ });
    await note.focus();
    await coverBy(page, keyboard);
    await expectReachable(page, note, size.height - keyboard);
    await coverBy(page, 0);
    await expect.poll(async () => (await page.locator('.tablet').boundingBox())!.height).toBe(size.height);
  });

  test(`the keyboard hides neither the field nor the bar, ${orientation}, where the page makes room`, async ({
    tablet: page,
  }) => {
    await page.setViewportSize(size);
    await openConversation(page);
    if (size !== lying) await press(page, 'Tilføj note (valgfri)');
    const note = page.getByRole('textbox', { name: /^Note/ });
    await note.focus();
    await page.setViewportSize({ ...size, height: size.height - keyboard });
    await expectReachable(page, note, size.height - keyboard);
  });
}

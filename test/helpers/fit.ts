import axeCore from 'axe-core';
import { expect, type Page } from './playwright.ts';

/** Every size at which a screen must stand; 320 px is a phone, or a desktop at 400 % (WCAG 1.4.10). */
const sizes = [
  [1440, 900],
  [1180, 820],
  [820, 1180],
  [390, 844],
  [320, 640],
] as const;
const lights = ['light', 'dark'] as const;

declare const axe: {
  run: (
    context: Document,
    options: object,
  ) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
};

/** What axe objects to on the page as it is now, in its own frame; by `only` one rule, or by all. */
export async function complaints(page: Page, only?: string): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeCore.source);
  return page.evaluate(async (rule) => {
    const { violations } = await axe.run(document, {
      resultTypes: ['violations'],
      ...(rule ? { runOnly: [rule] } : { rules: { 'target-size': { enabled: true } } }),
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  }, only);
}

/** Everything that is shown and reaches over the edge, and every pane that could be moved sideways; tables may be. */
export const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const movable = (element: Element) =>
      /auto|scroll/.test(getComputedStyle(element).overflowX) &&
      element.scrollWidth > element.clientWidth + 1;
    const inTable = (element: Element) =>
      element.closest('table, :has(> table), .hidden-text, .skip') !== null;
    return [document.documentElement, ...document.body.querySelectorAll('*')]
      .filter((element) => element.checkVisibility() && !inTable(element))
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 || movable(element))
      .slice(0, 5)
      .map((element) => element.outerHTML.slice(0, 120));
  });

/** Every text that a box around it hides a part of, with nothing to scroll it into sight by. */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
    const isCut = (text: Node): boolean => {
      const range = document.createRange();
      range.selectNode(text);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      for (let box = text.parentElement; box; box = box.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(box);
        const edge = box.getBoundingClientRect();
        if (hides(overflowX) && (right > edge.right + 1 || left < edge.left - 1)) return true;
        if (hides(overflowY) && (bottom > edge.bottom + 1 || top < edge.top - 1)) return true;
        if (/auto|scroll/.test(overflowY)) return false;
      }
      return false;
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const cut: string[] = [];
    while (texts.nextNode()) {
      const { parentElement: element, nodeValue } = texts.currentNode;
      if (!nodeValue?.trim() || !element?.checkVisibility() || element.closest('.hidden-text, .skip, option'))
        continue;
      if (isCut(texts.currentNode)) cut.push(element.outerHTML.slice(0, 120));
    }
    return cut.slice(0, 5);
  });

/** Every line of text of these boxes that stands half in its box: shown in part, or begun and not ended there. */
export const halfLines = (page: Page, boxes: string): Promise<string[]> =>
  page.evaluate((selector) => {
    const half: string[] = [];
    for (const box of document.querySelectorAll(selector)) {
      const edge = box.getBoundingClientRect();
      const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const text = texts.currentNode;
        if (text.parentElement?.closest('.hidden-text')) continue;
        const range = document.createRange();
        range.selectNode(text);
        const isIn = ({ left, right, top, bottom }: DOMRect) =>
          left < edge.right && right > edge.left && top < edge.bottom && bottom > edge.top;
        const isWhole = ({ left, right, top, bottom }: DOMRect) =>
          left >= edge.left - 1 &&
          right <= edge.right + 1 &&
          top >= edge.top - 1 &&
          bottom <= edge.bottom + 1;
        const lines = [...range.getClientRects()];
        if (lines.some(isIn) && !lines.every(isWhole)) half.push(`${box.textContent}: ${text.nodeValue}`);
      }
    }
    return half;
  }, boxes);

/** Every button, link and radio that is shown and smaller than 44 × 44 px; a radio or tick is as large as its label, a link in a line of text as the line. */
const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a, summary, select, input, textarea')]
      .filter((element) => element.checkVisibility() && !element.classList.contains('skip'))
      .filter((element) => !(element.matches('a') && getComputedStyle(element).display === 'inline'))
      .filter((element) => {
        const isTick = element.matches('[type=radio], [type=checkbox]');
        const label = isTick ? (element as HTMLInputElement).labels?.[0] : undefined;
        const { width, height } = (label ?? element).getBoundingClientRect();
        return Math.round(width) < 44 || Math.round(height) < 44;
      })
      .slice(0, 5)
      .map((element) => element.outerHTML.slice(0, 120)),
  );

/**
 * Nothing for axe to object to, nothing to scroll sideways for, nothing too small for a thumb – in every size and light.
 * `dense` is for a desktop's rows, where the whole row is the large target: 24 px with their spacing (WCAG 2.5.8).
 */
export async function expectFit(
  page: Page,
  screen: string,
  targets: 'touch' | 'dense' = 'touch',
): Promise<void> {
  // A page that is turned draws itself anew: what is wrong is what stays wrong. One look takes seconds on a busy machine.
  const settles = (wrong: (page: Page) => Promise<string[]>, where: string): Promise<void> =>
    expect.poll(() => wrong(page), { message: where, timeout: 30_000 }).toEqual([]);
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of lights) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const where = `${screen} at ${width} × ${height} in ${colorScheme}`;
      if (colorScheme === 'light') {
        await settles(tooWide, where);
        if (targets === 'touch') await settles(tooSmall, where);
      }
      // The same page in other colours: nothing but them can be wrong.
      await settles((it) => complaints(it, colorScheme === 'dark' ? 'color-contrast' : undefined), where);
    }
  }
  await page.setViewportSize({ width: 820, height: 1180 });
}

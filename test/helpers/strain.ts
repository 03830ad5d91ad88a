import { cutOff, tooWide } from './fit.ts';
import { expect, type Page } from './playwright.ts';

/** What readers do to a page so that they can read it (WCAG 1.4.4, 1.4.10, 1.4.12). */
const strains: { name: string; size: { width: number; height: number }; textPx?: number; spaced?: true }[] = [
  { name: 'text at 200 %, lying', size: { width: 1180, height: 820 }, textPx: 32 },
  { name: 'text at 200 %, upright', size: { width: 820, height: 1180 }, textPx: 32 },
  { name: 'zoom of 200 %, desktop', size: { width: 720, height: 450 } },
  { name: 'zoom of 200 %, lying', size: { width: 590, height: 410 } },
  { name: 'zoom of 200 %, upright', size: { width: 410, height: 590 } },
  { name: 'spaced text, lying', size: { width: 1180, height: 820 }, spaced: true },
  { name: 'spaced text, a phone', size: { width: 390, height: 844 }, spaced: true },
];

const spacing = `
  *:not(svg, svg *) { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }`;

/** Larger text, a zoomed page, spaced letters: nothing is cut off, nothing has to be scrolled sideways for. */
export async function expectReadable(page: Page, screen: string): Promise<void> {
  const tools = await page.context().newCDPSession(page);
  for (const { name, size, textPx = 16, spaced } of strains) {
    await page.setViewportSize(size);
    await tools.send('Page.setFontSizes', { fontSizes: { standard: textPx, fixed: textPx } });
    await page.evaluate(
      (css) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        document.adoptedStyleSheets = [sheet];
      },
      spaced ? spacing : '',
    );
    const where = `${screen}, ${name}`;
    expect(await tooWide(page), where).toEqual([]);
    expect(await cutOff(page), where).toEqual([]);
  }
  await page.evaluate(() => {
    document.adoptedStyleSheets = [];
  });
  await tools.detach();
  await page.setViewportSize({ width: 820, height: 1180 });
}

import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Sizes and lights; axe, the slowest, looks at one of each layout. */
const looks = [
  [1440, 900, 'light', false],
  [1180, 820, 'dark', true],
  [820, 1180, 'light', true],
  [390, 844, 'dark', true],
  [320, 640, 'light', false],
] as const;

/** axe may bring types of another Playwright than the one that drives the page; what it uses of it is the same. */
type AxePage = ConstructorParameters<typeof AxeBuilder>[0]['page'];

/** Nothing for axe to object to, nothing to scroll sideways for, nothing too small for a thumb – in every look. */
export async function expectFit(page: Page, screen: string): Promise<void> {
  for (const [width, height, colorScheme, withAxe] of looks) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const where = `${screen} at ${width} × ${height} in ${colorScheme}`;
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, where).toBeLessThanOrEqual(0);
    expect(await tooSmall(page), where).toEqual([]);
    if (!withAxe) continue;
    const { violations } = await new AxeBuilder({ page: page as unknown as AxePage }).analyze();
    expect(violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
  await page.setViewportSize({ width: 820, height: 1180 });
}

/** Every button, link and radio that is shown and smaller than 44 × 44 px; a radio is as large as its label. */
const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, a, label:has(input[type=radio]), input:not([type=radio])')]
      .filter((element) => element.checkVisibility() && !element.classList.contains('skip'))
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        return Math.round(width) < 44 || Math.round(height) < 44;
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );

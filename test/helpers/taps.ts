import type { Page } from './playwright.ts';

/** Counts from now on, from nought, how often a finger is lifted on this page; also over what it submits. */
export async function countTaps(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    sessionStorage.setItem('taps', '0');
    const { dataset } = document.documentElement;
    if (dataset.taps) return;
    dataset.taps = 'counted';
    const count = () => sessionStorage.setItem('taps', String(Number(sessionStorage.getItem('taps')) + 1));
    addEventListener('pointerup', count, true);
  });
  return async () => Number(await page.evaluate(() => sessionStorage.getItem('taps')));
}

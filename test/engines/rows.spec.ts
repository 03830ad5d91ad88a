import { expect, test } from '../helpers/browser.ts';
import type { EnginePage } from './engine-page.ts';
import { openWebKit } from './webkit.ts';

let page: EnginePage;
test.beforeAll(async ({ server }) => {
  page = await openWebKit();
  await page.goto(`${server.url}/k/`);
  await page.button(/Koordinator/);
  await page.see({ css: 'tbody tr' });
});
test.afterAll(() => page?.close());

/** Where a finger may come down on a row: its first cell with words, its link, and its last cell. */
interface Row {
  id: string;
  href: string;
  points: { x: number; y: number }[];
}

/** The row with this number, scrolled to the middle of what is seen. */
const rowAt = (at: number): Promise<Row> =>
  page.evaluate((index) => {
    const row = document.querySelectorAll<HTMLElement>('tbody tr')[index]!;
    row.scrollIntoView({ block: 'center' });
    const link = row.querySelector<HTMLAnchorElement>('td a')!;
    const cells = [...row.querySelectorAll('td')].filter((cell) => !cell.querySelector('input'));
    const points = [link, cells[0]!, cells.at(-1)!].map((element) => {
      const box = element.getBoundingClientRect();
      return { x: box.left + Math.min(24, box.width / 2), y: box.top + box.height / 2 };
    });
    return { id: row.dataset.id!, href: link.getAttribute('href')!, points };
  }, at);

const rowsShown = () => page.evaluate(() => document.querySelectorAll('tbody tr').length);

for (const [what, path] of [
  ['the log', '/k/log'],
  ['the hours', '/k/tider'],
] as const) {
  test(`WebKit: a click anywhere on a line of ${what} opens that line, on every one of them`, async ({
    server,
  }) => {
    await page.goto(server.url + path);
    await page.see({ css: 'tbody tr td a' });
    const rows = await rowsShown();
    expect(rows).toBeGreaterThan(5);
    const names = await page.evaluate(() =>
      [...document.querySelectorAll('tbody a')].map((link) => link.textContent),
    );
    expect(new Set(names).size, 'each link has a name of its own').toBe(rows);
    const opened: string[] = [];
    const wanted: string[] = [];
    for (let at = 0; at < rows; at += 1) {
      const { href, points } = await rowAt(at);
      const { x, y } = points[at % points.length]!;
      await page.clickAt(x, y);
      await page.until('something opens', async () => (await page.url()) !== server.url + path);
      opened.push((await page.url()).slice(server.url.length));
      wanted.push(href);
      await page.evaluate(() => history.back());
      await page.until('the list is back', async () => (await page.url()) === server.url + path);
      await page.until('its lines too', async () => (await rowsShown()) === rows);
    }
    expect(opened).toEqual(wanted);
    expect(new Set(opened).size, 'each has an address of its own').toBe(rows);
  });
}

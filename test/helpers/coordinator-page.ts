import { type APIRequestContext, expect, type Page } from './playwright.ts';

/** The coordinator's pages, of a page that is not signed in to them yet. */
export async function openDesk(page: Page, url: string, path = '/k/'): Promise<void> {
  await page.goto(url + path);
  await page.getByRole('button', { name: /Koordinator/ }).click();
  await expect(page.getByRole('button', { name: 'Log ud' })).toBeVisible();
}

/** The login of the demo's coordinator, without its pages: what the endpoint tells a coordinator can be asked for. */
export async function loginAsCoordinator(request: APIRequestContext, url: string): Promise<void> {
  const me = await (await request.get(`${url}/api/me`)).json();
  const { id } = me.demo.find(({ role }: { role: string }) => role === 'coordinator');
  await request.post(`${url}/api/demo/sign-in`, { headers: { origin: url }, data: { person: id } });
}

/** What the coordinator's log holds: the total that its page is told. */
export async function coordinatorCount(request: APIRequestContext, url: string): Promise<number> {
  await loginAsCoordinator(request, url);
  const ask = { headers: { origin: url }, data: {} };
  const log = await request.post(`${url}/api/review/consultations`, ask);
  return (await log.json()).total;
}

/** Searches the coordinator's log, which stands on the screen, and waits for what it found. */
export async function searchLog(page: Page, text: string): Promise<void> {
  await page.getByLabel('Søg i log').fill(text);
  const answer = page.waitForResponse((response) => response.request().postDataJSON()?.text === text);
  await page.keyboard.press('Enter');
  await answer;
}

import type { Page } from './playwright.ts';

/**
 * The real endpoint answers, and `change` alters its answer (JSON) in place on the way to the page. Where the endpoint has
 * stopped or the page is gone in the meantime, as at the end of a test, there is nothing to change.
 */
export const changeAnswers = <Answer>(
  page: Page,
  url: string,
  change: (answer: Answer) => void | Promise<void>,
): Promise<unknown> =>
  page.route(url, async (route) => {
    const response = await route.fetch().catch(() => undefined);
    if (!response) return route.abort().catch(() => undefined);
    const json: Answer = await response.json();
    await change(json);
    await route.fulfill({ response, json }).catch(() => undefined);
  });

import { type Browser, type BrowserContext, test as base, type Page } from '@playwright/test';
import { testNow } from './instant.ts';

export * from '@playwright/test';

/** Runs in a page: its date is from now on moved by so many milliseconds. Timers and `performance` are the machine's. */
export function moveDate(distance: number): void {
  const Real = Date;
  const moved = new Proxy(Real, {
    construct: (target, given, as) =>
      Reflect.construct(target, given.length > 0 ? given : [Real.now() + distance], as),
    apply: () => new Real(Real.now() + distance).toString(),
    get: (target, name) => (name === 'now' ? () => Real.now() + distance : Reflect.get(target, name)),
  });
  Real.prototype.constructor = moved;
  globalThis.Date = moved;
}

/** A page's clock goes on by so many minutes at once; the endpoint's does not. */
export const letPass = (page: Page, minutes: number): Promise<void> =>
  page.evaluate(moveDate, minutes * 60_000);

/** Gives every page of a context the tests' time, from its next document on. */
export async function setTime(context: BrowserContext): Promise<void> {
  const moved = await context.addInitScript(moveDate, testNow() - Date.now());
  // A clock that a test turns by hand must stand on the machine's own date: on a moved one it would catch up for weeks.
  const { clock } = context;
  const install = clock.install.bind(clock);
  clock.install = async (options) => {
    await moved.dispose();
    await install({ time: testNow(), ...options });
  };
}

const known = new WeakSet<Browser>();

/** Every context of this browser gets the tests' time, also those that a test opens by itself. */
function keepTime(browser: Browser): void {
  if (known.has(browser)) return;
  known.add(browser);
  const open = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await open(options);
    await setTime(context);
    return context;
  };
}

/** Playwright’s `test` with the tests’ time in every page. */
export const test = base.extend<object, { browser: Browser }>({
  browser: [
    async ({ browser }, use) => {
      keepTime(browser);
      await use(browser);
    },
    { scope: 'worker' },
  ],
});

import { type Browser, type BrowserContext, test as base } from '@playwright/test';
import { testNow } from './instant.ts';

export * from '@playwright/test';

/** Runs in the page before its own scripts: the page's date is the machine's, moved. Timers and `performance` are the machine's. */
function moveDate(distance: number): void {
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

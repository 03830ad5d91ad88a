import { bookingPath } from './booking-page.ts';
import { dropProfile, type KillableBrowser, makeProfile, openBrowser } from './chromium.ts';
import { openDesk } from './coordinator-page.ts';
import { restartTime } from './instant.ts';
import { type Line, openLine } from './line.ts';
import { test as base, type Clock, type Page } from './playwright.ts';
import { type Server, type StartOptions, startServer } from './server.ts';
import { newTablet } from './tablet-page.ts';

export * from './playwright.ts';

/** What the tests of one scope stand on: a day that begins anew with it, and a server once one of them asks for it. */
class Stage {
  #scope = '';
  #server: Server | undefined;

  /** Another scope begins: the server of the one before is stopped, and time stands at its instant. */
  async enter(scope: string, at?: number): Promise<void> {
    if (scope === this.#scope) return;
    await this.leave();
    this.#scope = scope;
    restartTime(at);
  }
  async server(options: StartOptions): Promise<Server> {
    this.#server ??= await startServer(options);
    return this.#server;
  }
  async leave(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    await server?.stop();
  }
}

interface Options {
  /** Whether the tests of a file share their day and their server, or what one leaves behind would be in the next one's way. */
  serverFor: 'file' | 'test';
  /** The instant at which that day begins, for pages as well; else the one at which every test runs. */
  at: number | undefined;
  /** What `server` is started with. */
  startOptions: StartOptions;
  /** Whose tablet `tablet` is, as the role button says. */
  worker: string;
}

interface Fixtures {
  /** The scope of the test has begun: nothing of another one runs any more. */
  begun: undefined;
  /** The real endpoint, with the demo. */
  server: Server;
  /** Starts an endpoint beside `server`; it is stopped when the test ends. */
  start: (options?: StartOptions) => Promise<Server>;
  /** The network between a page and `server`. */
  line: Line;
  /** The path of the booking page that the demo of `server` prints. */
  bookingPath: string;
  /** The page of a new tablet, in the hands of `worker`. */
  tablet: Page;
  /** Opens the coordinator's pages at a path, signed in, in a browser of their own. */
  desk: (path?: string) => Promise<Page>;
  /** The clock of `page`, to be turned by hand; named before `tablet`, so that its page begins with it. */
  clock: Clock;
  /** Opens a Chromium that can be killed, on a new profile or on that of one before; none outlives the test. */
  killable: (profile?: string) => Promise<KillableBrowser>;
}

/** Playwright's `test` with the tests' time in every page, and with what a test of the whole product stands on. */
export const test = base.extend<Options & Fixtures, { stage: Stage }>({
  serverFor: ['file', { option: true }],
  at: [undefined, { option: true }],
  startOptions: [{}, { option: true }],
  worker: ['Rådgiver Vest', { option: true }],
  stage: [
    async ({ browserName: _ }, use) => {
      const stage = new Stage();
      await use(stage);
      await stage.leave();
    },
    { scope: 'worker' },
  ],
  // Before any page: a page takes the time that it is when its context is made.
  begun: [
    async ({ stage, serverFor, at }, use, { file, testId }) => {
      await stage.enter(serverFor === 'file' ? file : testId, at);
      await use(undefined);
    },
    { auto: true },
  ],
  server: [
    async ({ begun: _, stage, startOptions }, use) => use(await stage.server(startOptions)),
    // Starting a server takes its time on a busy machine.
    { timeout: 120_000 },
  ],
  start: async ({ begun: _ }, use) => {
    const servers: Server[] = [];
    await use(async (options) => {
      const server = await startServer(options);
      servers.push(server);
      return server;
    });
    // The last one first: it may stand on the data folder of one before.
    for (const server of servers.reverse()) await server.stop();
  },
  line: async ({ server }, use) => {
    const line = await openLine(server.url);
    await use(line);
    await line.close();
  },
  bookingPath: async ({ server }, use) => use(await bookingPath(server)),
  tablet: async ({ page, server, worker }, use) => {
    await newTablet(page, server.url, worker);
    await use(page);
  },
  desk: async ({ browser, server }, use) => {
    const pages: Page[] = [];
    await use(async (path) => {
      const page = await (await browser.newContext()).newPage();
      pages.push(page);
      await openDesk(page, server.url, path);
      return page;
    });
    for (const page of pages) await page.context().close();
  },
  clock: async ({ page }, use) => {
    await page.clock.install();
    await use(page.clock);
  },
  killable: async ({ browserName: _ }, use) => {
    const browsers: KillableBrowser[] = [];
    await use(async (profile = makeProfile()) => {
      const browser = await openBrowser(profile);
      browsers.push(browser);
      return browser;
    });
    for (const browser of browsers) await browser.kill().catch(() => undefined);
    for (const { profile } of browsers) dropProfile(profile);
  },
});

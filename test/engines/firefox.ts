import { accessSync } from 'node:fs';
import { type BrowserContext, type ElementHandle, firefox, type Page } from '@playwright/test';
import { setTime } from '../helpers/browser.ts';
import { EnginePage } from './engine-page.ts';
import { findAll, type Look, toSend } from './look.ts';
import { makeProfile } from './webkit.ts';

const program = process.env.FIREFOX ?? '/usr/bin/firefox-esr';

/** Debian's own Firefox, as Mozilla makes it. Under faketime it does not start: its pages get the tests' time as Chromium's do. */
export async function openFirefox(profile = makeProfile()): Promise<EnginePage> {
  accessSync(program);
  const context = await firefox.launchPersistentContext(profile, {
    channel: 'moz-firefox',
    executablePath: program,
    locale: 'da-DK',
    timezoneId: 'Europe/Copenhagen',
    viewport: { width: 1440, height: 900 },
  });
  await setTime(context);
  return new FirefoxPage(context.pages()[0] ?? (await context.newPage()), context, profile);
}

class FirefoxPage extends EnginePage {
  readonly #page: Page;
  readonly #context: BrowserContext;
  readonly profile: string;
  readonly said: string[] = [];
  constructor(page: Page, context: BrowserContext, profile: string) {
    super();
    this.#page = page;
    this.#context = context;
    this.profile = profile;
    page.on('console', (line) => this.said.push(`CONSOLE ${line.type().toUpperCase()} ${line.text()}\n`));
    page.on('pageerror', (error) => this.said.push(`CONSOLE PAGEERROR ${error.message}\n`));
  }
  goto(url: string) {
    return this.#page.goto(url);
  }
  reload() {
    return this.#page.reload();
  }
  async url() {
    return this.#page.url();
  }
  /** As one expression: the page's policy refuses `eval`, which a function with its arguments is sent by. */
  protected run(source: string, given: readonly unknown[]): Promise<unknown> {
    return this.#page.evaluate(`(${source})(...${JSON.stringify(given)})`);
  }
  async #element(look: Look): Promise<ElementHandle<Element> | null> {
    const find = `(${findAll})(${JSON.stringify(toSend(look))})[${look.at ?? 0}] ?? null`;
    return (await this.#page.evaluateHandle(find)).asElement() as ElementHandle<Element> | null;
  }
  protected async press(look: Look) {
    const found = await this.#element(look);
    await found?.click({ timeout: 8000 });
    return found !== null;
  }
  protected async type(look: Look, text: string) {
    const found = await this.#element(look);
    await found?.fill(text, { timeout: 2000 });
    return found !== null;
  }
  clickAt(x: number, y: number) {
    return this.#page.mouse.click(x, y);
  }
  /** Hiding the caret would put an inline style into the page, which its policy refuses. */
  picture(path: string) {
    return this.#page.screenshot({ path, caret: 'initial' });
  }
  close() {
    return this.#context.close();
  }
  kill() {
    return this.#context.close();
  }
}

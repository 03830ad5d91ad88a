import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { faketimeEnv } from '../helpers/faketime.ts';
import { endWithTests } from '../helpers/program.ts';
import { EnginePage } from './engine-page.ts';
import { findAll, type Look, toSend } from './look.ts';

/**
 * WebKitGTK by Debian's WebKitWebDriver, over plain WebDriver: Safari's engine as far as Linux has it. It shows its window on
 * an X display of our own, has the tests' time (`faketimeEnv`), and has no WebAuthn.
 */
export async function openWebKit(profile = makeProfile()): Promise<EnginePage> {
  const home = join(profile, 'home');
  mkdirSync(home, { recursive: true });
  const port = await freePort();
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...faketimeEnv(),
      PATH: process.env.PATH,
      HOME: home,
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_DATA_HOME: join(home, 'data'),
      XDG_CACHE_HOME: join(home, 'cache'),
      XDG_RUNTIME_DIR: home,
      DISPLAY: await openDisplay(),
      GDK_BACKEND: 'x11',
      NO_AT_BRIDGE: '1',
      LIBGL_ALWAYS_SOFTWARE: '1',
      WEBKIT_DISABLE_DMABUF_RENDERER: '1',
      TZ: 'Europe/Copenhagen',
      LANG: 'C.UTF-8',
    },
  });
  endWithTests(driver, 'SIGKILL', true);
  const said: string[] = [];
  for (const stream of [driver.stdout, driver.stderr]) stream.on('data', (text) => said.push(String(text)));
  process.on('exit', () => endTree(driver, 'SIGKILL'));
  const base = `http://127.0.0.1:${port}`;
  while (
    !(await fetch(`${base}/status`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (driver.exitCode !== null) throw new Error(`WebKitWebDriver ended: ${said.join('')}`);
    await wait(50);
  }
  const browserOptions = {
    binary: resolve(import.meta.dirname, 'webkit-browser.py'),
    args: [`--profile=${profile}`, '--size=1440x900'],
  };
  const timeouts = { script: 180_000, pageLoad: 60_000, implicit: 0 };
  const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': browserOptions, timeouts } };
  const { sessionId } = (await ask(`${base}/session`, 'POST', { capabilities })) as { sessionId: string };
  return new WebKitPage(driver, `${base}/session/${sessionId}`, profile, said);
}

class WebKitPage extends EnginePage {
  readonly #driver: ChildProcess;
  readonly #session: string;
  readonly profile: string;
  readonly said: string[];
  constructor(driver: ChildProcess, session: string, profile: string, said: string[]) {
    super();
    this.#driver = driver;
    this.#session = session;
    this.profile = profile;
    this.said = said;
  }
  #call(path: string, body: object = {}): Promise<unknown> {
    return ask(`${this.#session}${path}`, 'POST', body);
  }
  goto(url: string) {
    return this.#call('/url', { url });
  }
  reload() {
    return this.#call('/refresh');
  }
  url() {
    return ask(`${this.#session}/url`, 'GET') as Promise<string>;
  }
  protected async run(source: string, given: readonly unknown[]) {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve().then(() => (${source})(...[...arguments].slice(0, -1)))
        .then((value) => done({ value: value ?? null }), (error) => done({ error: String(error) }));`;
    const answer = (await this.#call('/execute/async', { script, args: given })) as {
      value: unknown;
      error?: string;
    };
    if (answer.error) throw new Error(answer.error);
    return answer.value;
  }
  async #element(look: Look): Promise<string | undefined> {
    const script = `const found = (${findAll})(arguments[0])[arguments[0].at ?? 0];
      found?.scrollIntoView({ block: 'center' }); return found ?? null`;
    const found = await this.#call('/execute/sync', { script, args: [toSend(look)] });
    return found ? String(Object.values(found)[0]) : undefined;
  }
  protected async press(look: Look) {
    const element = await this.#element(look);
    if (element) await this.#call(`/element/${element}/click`);
    return element !== undefined;
  }
  protected async type(look: Look, text: string) {
    const element = await this.#element(look);
    if (!element) return false;
    await this.#call(`/element/${element}/clear`);
    await this.#call(`/element/${element}/value`, { text });
    return true;
  }
  clickAt(x: number, y: number) {
    const steps = [
      { type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ];
    const mouse = { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: steps };
    return this.#call('/actions', { actions: [mouse] });
  }
  /** WebDriver's own picture waits for ever on a display without a GPU: the window's pixels are asked for instead. */
  async picture(path: string) {
    rmSync(path, { force: true });
    const request = join(this.profile, 'shot.request');
    writeFileSync(`${request}.part`, resolve(path));
    renameSync(`${request}.part`, request);
    await this.until(`a picture ${path}`, async () => existsSync(path), 5000);
  }
  async close() {
    await ask(this.#session, 'DELETE').catch(() => undefined);
    await wait(200);
    await this.#end('SIGTERM');
  }
  async kill() {
    await this.#end('SIGKILL');
    // What it had open on the disk is let go of.
    await wait(500);
  }
  async #end(signal: NodeJS.Signals) {
    const gone = new Promise((settle) => this.#driver.once('exit', settle));
    endTree(this.#driver, signal);
    if (this.#driver.exitCode === null && this.#driver.signalCode === null) {
      await Promise.race([gone, wait(3000)]);
    }
    endTree(this.#driver, 'SIGKILL');
  }
}

/** One command of WebDriver. The longest are those that wait for a script. */
async function ask(url: string, method: 'GET' | 'POST' | 'DELETE', body?: object): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    signal: AbortSignal.timeout(180_000),
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const { value } = (await answer.json()) as { value: { error?: string; message?: string } | null };
  if (value?.error) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

/** The driver leads a group of processes: the browser and its own belong to it. */
function endTree(driver: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-driver.pid!, signal);
  } catch {
    // It has ended already.
  }
}

export const makeProfile = (): string => mkdtempSync(join(tmpdir(), 'traeffetid-engine-'));

const freePort = (): Promise<number> =>
  new Promise((settle) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => settle(port));
    });
  });

let display: Promise<string> | undefined;

/** An X display for this process, made when first asked for; Xvfb chooses a free number and says which. */
function openDisplay(): Promise<string> {
  display ??= new Promise((settle, refuse) => {
    const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1300x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    child.once('error', refuse);
    child.once('exit', (code) => refuse(new Error(`Xvfb ended with ${code}`)));
    child.stdio[3]!.once('data', (number) => settle(`:${String(number).trim()}`));
    endWithTests(child, 'SIGTERM');
  });
  return display;
}

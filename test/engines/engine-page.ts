import { setTimeout as wait } from 'node:timers/promises';
import { findAll, type Look, toSend } from './look.ts';

/** A function that runs in the page, with what it is given and answers as JSON. It knows nothing of the file around it. */
export type InPage<Given extends unknown[], T> = (...given: Given) => T | Promise<T>;

/**
 * One page of a browser, whatever its engine: what tests do on it, built on the few things that each engine does its own way.
 * Everything waits until it can be done; clicks are trusted ones.
 */
export abstract class EnginePage {
  /** Milliseconds that anything may take: a whole machine's tests run beside this one. */
  readonly patience = 30_000;
  /** Lines that the page's scripts, and the engine on their behalf, have written to the console. */
  abstract readonly said: string[];
  /** The folder in which the browser keeps what outlives it. */
  abstract readonly profile: string;

  abstract goto(url: string): Promise<unknown>;
  abstract reload(): Promise<unknown>;
  abstract url(): Promise<string>;
  abstract close(): Promise<void>;
  /** Ends every process of it at once, as a tablet's system does. */
  abstract kill(): Promise<void>;
  /** Presses the mouse at a point of the window, in CSS pixels. */
  abstract clickAt(x: number, y: number): Promise<unknown>;
  abstract picture(path: string): Promise<unknown>;
  /** Runs the source of a function in the page; waits for what it promises. */
  protected abstract run(source: string, given: readonly unknown[]): Promise<unknown>;
  protected abstract type(look: Look, text: string): Promise<boolean>;
  protected abstract press(look: Look): Promise<boolean>;

  evaluate<Given extends unknown[], T>(task: InPage<Given, T>, ...given: Given): Promise<T> {
    return this.run(String(task), given) as Promise<T>;
  }

  /** Tries until it is so. An attempt that fails is one that is not so yet. */
  async until<T>(what: string, check: () => Promise<T>, patience = this.patience): Promise<T> {
    const end = performance.now() + patience;
    let fault = '';
    for (;;) {
      try {
        const is = await check();
        if (is) return is;
      } catch (error) {
        fault = ` (${String(error).slice(0, 300)})`;
      }
      if (performance.now() > end) throw new Error(`not within ${patience} ms: ${what}${fault}`);
      await wait(80);
    }
  }

  count(look: Look): Promise<number> {
    return this.run(`(look) => (${findAll})(look).length`, [toSend(look)]) as Promise<number>;
  }
  textOf(look: Look): Promise<string> {
    const read = `(look) => ((${findAll})(look)[look.at ?? 0]?.innerText ?? '').replace(/\\s+/g, ' ').trim()`;
    return this.run(read, [toSend(look)]) as Promise<string>;
  }
  async see(look: Look, patience?: number): Promise<void> {
    await this.until(`see ${told(look)}`, async () => (await this.count(look)) > 0, patience);
  }
  async gone(look: Look, patience?: number): Promise<void> {
    await this.until(`no more of ${told(look)}`, async () => (await this.count(look)) === 0, patience);
  }
  async click(look: Look, patience?: number): Promise<void> {
    await this.until(`click ${told(look)}`, () => this.press(look), patience);
  }
  async fill(look: Look, text: string): Promise<void> {
    await this.until(`fill ${told(look)}`, () => this.type(look, text));
  }
  button(name: string | RegExp, patience?: number): Promise<void> {
    return this.click({ role: 'button', name }, patience);
  }
}

const told = (look: Look): string => JSON.stringify(toSend(look));

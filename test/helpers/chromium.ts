import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import config from '../../playwright.config.ts';
import { setTime } from './playwright.ts';
import { endWithTests } from './program.ts';

/** A Chromium on a profile on the disk, whose whole process tree can be killed as a tablet's is. */
export interface KillableBrowser {
  page: Page;
  profile: string;
  /** SIGKILL to every process of it; the profile stays. */
  kill: () => Promise<void>;
  close: () => Promise<void>;
}

export const makeProfile = (): string => mkdtempSync(join(tmpdir(), 'traeffetid-profile-'));
/** A browser that was killed may write a last file while its folder goes. */
export const dropProfile = (profile: string): void =>
  rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });

const devTools = (child: ChildProcess): Promise<string> =>
  new Promise((settle, refuse) => {
    let said = '';
    child.stderr!.on('data', (text) => {
      said += text;
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (address) settle(address);
    });
    child.once('exit', (code) => refuse(new Error(`Chromium ended with ${code}: ${said}`)));
  });

/** Starts Chromium on a profile, in Danish and in Denmark, with a touch screen. */
export async function openBrowser(profile: string): Promise<KillableBrowser> {
  const program = config.use!.launchOptions!.executablePath!;
  const child = spawn(
    program,
    [
      '--headless=new',
      '--no-sandbox',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      '--no-first-run',
      '--disable-gpu',
      '--touch-events=enabled',
      '--lang=da-DK',
      '--window-size=1180,820',
      'about:blank',
    ],
    { detached: true, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, TZ: 'Europe/Copenhagen' } },
  );
  endWithTests(child, 'SIGKILL', true);
  const browser: Browser = await chromium.connectOverCDP(await devTools(child));
  const context = browser.contexts()[0]!;
  await setTime(context);
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(30_000);
  await page.setViewportSize({ width: 1180, height: 820 });
  const gone = new Promise<void>((settle) => child.once('exit', () => settle()));
  return {
    page,
    profile,
    kill: async () => {
      process.kill(-child.pid!, 'SIGKILL');
      await gone;
    },
    close: async () => {
      await browser.close().catch(() => undefined);
      process.kill(-child.pid!, 'SIGTERM');
      await gone;
    },
  };
}

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { defineConfig } from '@playwright/test';

const names = ['chromium', 'chromium-browser', 'google-chrome'];
const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
const chromium =
  process.env.CHROMIUM ??
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(isProgram);
if (!chromium)
  throw new Error('Chromium is missing: install it, or name it with CHROMIUM=/path/to/chromium.');

export default defineConfig({
  testDir: process.env.PICTURES ? 'test/pictures' : process.env.ENGINES ? 'test/engines' : 'test/browser',
  outputDir: 'test-results',
  globalSetup: './test/helpers/preparation.ts',
  workers: 2,
  retries: 0,
  // Starting a server, with its database, and each look at a page take their time on a busy machine.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  use: {
    actionTimeout: 30_000,
    locale: 'da-DK',
    timezoneId: 'Europe/Copenhagen',
    launchOptions: { executablePath: chromium, args: ['--no-sandbox'] },
  },
});

import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = join(dirname(fileURLToPath(import.meta.url)), '..');
export const bin = (name) => join(top, 'node_modules', '.bin', name);
export const say = (text) => process.stdout.write(`${text}\n`);

const isProgram = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
const inPath = (...names) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(isProgram);
const findChromium = () => process.env.CHROMIUM ?? inPath('chromium', 'chromium-browser', 'google-chrome');

/** Chromium's path; on a new machine that we may change, it is installed first, with faketime for programs with a clock of their own. */
function chromiumOrNothing() {
  const found = findChromium();
  if (found || process.getuid?.() !== 0 || !inPath('apt-get')) return found;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium', 'faketime']]) {
    spawnSync('apt-get', args, { stdio: ['ignore', 'inherit', 'inherit'], env });
  }
  return findChromium();
}

/** Runs one step in full view; its exit code. The step reads nothing from a terminal. */
export function run(program, args, env = {}) {
  const child = spawn(program, args, {
    cwd: top,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  return new Promise((settle) => {
    child.once('error', (error) => {
      say(error.message);
      settle(127);
    });
    child.once('exit', (code) => settle(code ?? 1));
  });
}

/** What a runner reported. A runner that fails without a failed test (a file that does not load) is one failure. */
async function reported(program, args, report, figures, env) {
  const code = await run(program, args, env);
  try {
    const { passed, failed } = figures(JSON.parse(readFileSync(report, 'utf8')));
    return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
  } catch {
    say(`No report came from this step (exit code ${code}).`);
    return { passed: 0, failed: 1 };
  }
}

async function withReport(task) {
  const folder = mkdtempSync(join(tmpdir(), 'traeffetid-report-'));
  try {
    return await task(join(folder, 'report.json'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const runVitest = (env = {}) =>
  withReport((report) => {
    const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const figures = ({ numPassedTests, numFailedTests }) => ({
      passed: numPassedTests,
      failed: numFailedTests,
    });
    return reported(bin('vitest'), args, report, figures, env);
  });

/** Builds once; the browser tests then open what was built. */
export const build = () => run(process.execPath, ['src/server/start.mjs', '--build-only']);

/** The browser tests in `files` (all where none is named) at an instant, each tried once: `{passed, failed, seconds}`. */
export async function runBrowser(at, files = []) {
  const chromium = chromiumOrNothing();
  if (!chromium) {
    say('Chromium is missing: install it, or name it with CHROMIUM=/path/to/chromium.');
    return { passed: 0, failed: 1, seconds: 0 };
  }
  const begun = performance.now();
  const counted = await withReport((report) => {
    const env = { AT: at, CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
    const figures = ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky });
    return reported(bin('playwright'), ['test', '--reporter=list,json', ...files], report, figures, env);
  });
  return { ...counted, seconds: Math.round((performance.now() - begun) / 1000) };
}

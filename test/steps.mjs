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
/** Chromium without its window's parts: a quarter faster, for days that the whole Chromium does not have to show again. */
const findFastChromium = () => process.env.CHROMIUM ?? inPath('chromium-headless-shell') ?? findChromium();

/** Installs Debian's packages on a machine that we may change; elsewhere it does nothing. */
function install(packages) {
  if (process.getuid?.() !== 0 || !inPath('apt-get')) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    spawnSync('apt-get', args, { stdio: ['ignore', 'inherit', 'inherit'], env });
  }
}

/** Before anything runs, a new machine gets what the tests drive; what it can't get, the step that needs it names. */
export function prepare() {
  const missing = [...(findChromium() ? [] : ['chromium']), ...missingEngines()];
  if (missing.length > 0) install(missing);
  // By itself: where there is no such package, the rest is there all the same.
  if (!inPath('chromium-headless-shell')) install(['chromium-headless-shell']);
}

/** Of the programs that drive WebKit and Firefox, and of what gives programs the tests' time, the Debian packages that are missing. */
function missingEngines() {
  const python = spawnSync('/usr/bin/python3', [
    '-c',
    "import gi; gi.require_version('Gtk', '3.0'); gi.require_version('WebKit2', '4.1')",
  ]);
  const needed = {
    'webkit2gtk-driver': inPath('WebKitWebDriver'),
    xvfb: inPath('Xvfb'),
    'python3-gi gir1.2-gtk-3.0 gir1.2-webkit2-4.1': python.status === 0,
    'firefox-esr': process.env.FIREFOX ?? inPath('firefox-esr'),
    faketime: inPath('faketime'),
  };
  return Object.keys(needed)
    .filter((name) => !needed[name])
    .flatMap((name) => name.split(' '));
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
export const build = () => run(process.execPath, ['src/start.mjs', '--build-only']);

/** What `playwright test` reports of one part of the tests, each tried once. */
const runPlaywright = (env, files = []) =>
  withReport((report) => {
    const figures = ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky });
    const args = ['test', '--reporter=list,json', ...files];
    return reported(bin('playwright'), args, report, figures, {
      ...env,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    });
  });

/** The browser tests in `files` (all where none is named) at an instant: `{passed, failed, seconds}`. */
export async function runBrowser(at, { files = [], fast = false } = {}) {
  const chromium = fast ? findFastChromium() : findChromium();
  if (!chromium) {
    say('Chromium is missing: install it, or name it with CHROMIUM=/path/to/chromium.');
    return { passed: 0, failed: 1, seconds: 0 };
  }
  const begun = performance.now();
  const counted = await runPlaywright({ AT: at, CHROMIUM: chromium }, files);
  return { ...counted, seconds: Math.round((performance.now() - begun) / 1000) };
}

/** The tests in WebKit and Firefox at an instant. */
export async function runEngines(at) {
  const missing = missingEngines();
  if (missing.length > 0) {
    say(`WebKit and Firefox are not tested: apt-get install ${missing.join(' ')}.`);
    return { passed: 0, failed: 1 };
  }
  return runPlaywright({ AT: at, ENGINES: '1', CHROMIUM: findChromium() ?? '' });
}

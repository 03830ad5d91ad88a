import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => join(top, 'node_modules', '.bin', name);
const say = (text) => process.stdout.write(`${text}\n`);
const reports = mkdtempSync(join(tmpdir(), 'traeffetid-reports-'));
const count = { passed: 0, failed: 0 };

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

/** Chromium's path; on a new machine that we may change, it is installed first. */
function chromiumOrNothing() {
  const found = findChromium();
  if (found || process.getuid?.() !== 0 || !inPath('apt-get')) return found;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    spawnSync('apt-get', args, { stdio: ['ignore', 'inherit', 'inherit'], env });
  }
  return findChromium();
}

/** Runs one step in full view; its exit code. The step reads nothing from a terminal. */
function run(program, args, env = {}) {
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

async function check(title, program, ...args) {
  say(`\n── ${title}`);
  const passed = (await run(program, args)) === 0;
  count[passed ? 'passed' : 'failed'] += 1;
}

/** Adds what a runner reported. A runner that fails without a failed test (a file that does not load) is one failure. */
function add(code, file, figures) {
  let passed = 0;
  let failed = 0;
  try {
    ({ passed, failed } = figures(JSON.parse(readFileSync(file, 'utf8'))));
  } catch {
    say(`No report came from this step (exit code ${code}).`);
    failed = 1;
  }
  count.passed += passed;
  count.failed += code !== 0 && failed === 0 ? 1 : failed;
}

await check('Types and walls between the rooms (tsc -b)', bin('tsc'), '-b');
await check('Format and lint (biome)', bin('biome'), 'check', '--no-errors-on-unmatched');
await check('Unused code and dependencies (knip)', bin('knip'));

say('\n── Rules, endpoint and components (vitest)');
const unit = join(reports, 'vitest.json');
const unitArgs = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unit}`];
add(await run(bin('vitest'), unitArgs), unit, (report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests,
}));

await check('Build', process.execPath, 'src/server/start.mjs', '--build-only');

say('\n── In the browser (playwright)');
const chromium = chromiumOrNothing();
if (chromium) {
  const browser = join(reports, 'playwright.json');
  const env = { CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: browser };
  // A second try for a browser that a busy machine starved; the list names each test that needed it.
  const args = ['test', '--retries=1', '--reporter=list,json'];
  add(await run(bin('playwright'), args, env), browser, ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
  }));
} else {
  say('Chromium is missing: install it, or name it with CHROMIUM=/path/to/chromium.');
  count.failed += 1;
}

rmSync(reports, { recursive: true, force: true });
say(`\n${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed === 0 ? 0 : 1);

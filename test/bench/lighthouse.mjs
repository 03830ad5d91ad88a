import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

/**
 * Lighthouse over the product as it is started, the median of five runs each, outside the gate. It is fetched for the run and
 * is no dependency: two hundred packages for nine figures. It brings the newer Node that it needs.
 */
const packages = ['lighthouse@13.5.0', 'node@22.22.0'];
const runs = 5;
const top = join(import.meta.dirname, '..', '..');
const categories = ['performance', 'accessibility', 'best-practices'];
const pages = [
  { path: '/', as: 'phone' },
  { path: '/', as: 'desktop' },
  { path: '/k/', as: 'desktop' },
];

const freePort = () =>
  new Promise((settle) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => settle(port));
    });
  });

const folder = mkdtempSync(join(tmpdir(), 'traeffetid-lighthouse-'));
const port = await freePort();
const address = `http://127.0.0.1:${port}`;
const server = spawn(process.execPath, ['src/start.mjs'], {
  cwd: top,
  env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: folder, DATABASE_URL: '' },
  stdio: ['ignore', 'ignore', 'inherit'],
});
const ended = new Promise((settle) => server.once('exit', settle));

const isReady = () =>
  fetch(`${address}/api/health`).then(
    ({ ok }) => ok,
    () => false,
  );

/** Scores of one run, 0–100, in the order of `categories`. */
async function measure({ path, as }) {
  const command = [
    `lighthouse ${address}${path} --output=json --quiet --only-categories=${categories.join(',')}`,
    "--chrome-flags='--headless=new --no-sandbox'",
    as === 'desktop' ? '--preset=desktop' : '',
  ];
  const fetched = packages.flatMap((name) => ['-p', name]);
  const { stdout } = await promisify(execFile)('npx', ['--yes', ...fetched, '-c', command.join(' ')], {
    maxBuffer: 64 << 20,
    env: { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? '/usr/bin/chromium' },
  });
  const report = JSON.parse(stdout);
  return categories.map((name) => Math.round(report.categories[name].score * 100));
}

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

try {
  while (!(await isReady())) await wait(500);
  process.stdout.write(`page | ${categories.join(' | ')}\n`);
  for (const page of pages) {
    const scores = [];
    for (let run = 0; run < runs; run += 1) scores.push(await measure(page));
    const medians = categories.map((_, index) => median(scores.map((one) => one[index])));
    process.stdout.write(`${page.path} as on a ${page.as} | ${medians.join(' | ')}\n`);
  }
} finally {
  server.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { benchBooking, bookingTable } from './booking.mjs';
import { report } from './report.mjs';
import { benchThrottled, throttledTable } from './throttled.mjs';

const here = import.meta.dirname;
const top = join(here, '..', '..');
const rows = 10_000;
const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const repetitions = Number(option('repetitions', 7));
const browserPath = process.env.CHROMIUM || '/usr/bin/chromium';

/** Page and endpoint as in production, beside the product's own build. */
async function buildAll(folder) {
  process.env.NODE_ENV = 'production';
  const common = { configFile: false, logLevel: 'warn' };
  const target = { target: 'es2022', emptyOutDir: true };
  await build({ ...common, root: join(here, 'page'), build: { ...target, outDir: join(folder, 'page') } });
  const outDir = join(top, 'node_modules', '.cache', `bench-${process.pid}`);
  const ssr = { ...target, target: 'node20', minify: false, outDir, ssr: join(here, 'server.ts') };
  await build({ ...common, root: top, publicDir: false, build: ssr });
  return join(outDir, 'server.js');
}

async function startEndpoint(folder, program) {
  const child = spawn(process.execPath, [program, join(folder, 'data'), join(folder, 'page'), String(rows)], {
    cwd: top,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const started = await new Promise((settle, refuse) => {
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
      if (said.includes('\n')) settle(JSON.parse(said));
    });
    child.once('exit', (code) => refuse(new Error(`the endpoint ended with ${code}`)));
  });
  const ended = new Promise((settle) => child.once('exit', settle));
  return {
    ...started,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** One repetition on a profile of its own on the disk; the order of limit and product changes from one to the next. */
async function repeat(folder, endpoint, number) {
  const [load] = loadavg();
  const profile = mkdtempSync(join(folder, 'profile-'));
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: browserPath,
    headless: true,
    args: ['--no-sandbox'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(endpoint.url);
    const call = async (name, ...args) => {
      await page.waitForTimeout(300);
      return page.evaluate(([of, given]) => globalThis.bench[of](...given), [name, args]);
    };
    const limitFirst = number % 2 === 0;
    const { reader, readerPlace, writer, writerPlace } = endpoint;
    await fetch(`${endpoint.url}/limit/reset`, { method: 'POST' });
    const puts = limitFirst ? await call('limitOfDownload', rows) : undefined;
    const download = await call('download', reader, rows);
    const raw = puts ?? (await call('limitOfDownload', rows));
    const blocks = await call('blocks', reader, rows);
    const upload = await call('upload', writer, writerPlace, limitFirst);
    const counts = await (await fetch(`${endpoint.url}/limit/uploaded`)).json();
    if (counts.raw !== 1000 || counts.changes !== 1000 || counts.rows !== 1000) {
      throw new Error(`uploaded: ${JSON.stringify(counts)}`);
    }
    await page.reload();
    const opening = await call('opening', download.device, rows);
    const derivation = await call('derivation', 1_000_000);
    const saves = await call('saves', download.device, readerPlace, 200);
    return {
      load,
      download,
      raw,
      blocks,
      upload,
      opening,
      derivation,
      saves,
      browser: browser.browser()?.version(),
    };
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

const folder = mkdtempSync(join(tmpdir(), 'traeffetid-bench-'));
let program;
try {
  program = await buildAll(folder);
  const endpoint = await startEndpoint(folder, program);
  const repeated = [];
  try {
    for (let number = 0; number < repetitions; number += 1) {
      repeated.push(await repeat(folder, endpoint, number));
      process.stderr.write(`repetition ${number + 1} of ${repetitions}\n`);
    }
  } finally {
    await endpoint.stop();
  }
  const machine = {
    cores: cpus().length,
    processor: cpus()[0].model,
    gigabytes: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.version,
    browser: repeated[0].browser,
    postgres: endpoint.settings,
    load: repeated.map(({ load }) => load.toFixed(1)),
  };
  const booking = await benchBooking(folder, browserPath, repetitions);
  const throttled = await benchThrottled(folder, program, browserPath, repetitions);
  const result = report({ machine, rows, bytes: endpoint.bytes, repeated });
  process.stdout.write(`${result.text}\n\n${bookingTable(booking)}\n\n${throttledTable(throttled)}\n`);
  const file = option('json');
  if (file)
    writeFileSync(
      file,
      `${JSON.stringify({ ...result.figures, booking, throttled, machine, repeated }, null, 2)}\n`,
    );
} finally {
  rmSync(folder, { recursive: true, force: true });
  if (program) rmSync(dirname(program), { recursive: true, force: true });
}

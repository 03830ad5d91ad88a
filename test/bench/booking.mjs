import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { build } from 'vite';

const here = import.meta.dirname;
const top = join(here, '..', '..');
const requests = 500;
const atOnce = 8;
const warm = 200;

const sorted = (values) => [...values].sort((one, other) => one - other);
const quantile = (values, share) =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))];
const median = (values) => quantile(values, 0.5);

/** Starts `program` and waits for its first line, which is JSON. */
async function start(program, args) {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: top,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const started = await new Promise((settle, refuse) => {
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
      if (said.includes('\n')) settle(JSON.parse(said));
    });
    child.once('exit', (code) => refuse(new Error(`the booking bench's endpoint ended with ${code}`)));
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

/** Requests one after the other for the times, and several at once for the rate; each from one of two hundred schools. */
async function ask(addressOf) {
  const one = async (number) => {
    const headers = { 'x-forwarded-for': `10.1.0.${number % 200}` };
    const response = await fetch(addressOf(number), { headers });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${addressOf(number)} answered ${response.status}`);
    return text.length;
  };
  for (let number = 0; number < warm; number += 1) await one(number);
  const times = [];
  for (let number = 0; number < requests; number += 1) {
    const begun = performance.now();
    await one(number * 7);
    times.push(performance.now() - begun);
  }
  const begun = performance.now();
  let next = 0;
  const work = async () => {
    while (next < requests) {
      next += 1;
      await one(next * 11);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const rate = (requests * 1000) / (performance.now() - begun);
  return { median: median(times), p95: quantile(times, 0.95), rate };
}

/** First paint on a slow phone: 400 kbit/s, 400 ms there and back, a processor of a quarter of the speed, nothing kept. */
async function firstPaint(browser, url) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const tools = await context.newCDPSession(page);
  await tools.send('Network.enable');
  await tools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 400,
    downloadThroughput: 400_000 / 8,
    uploadThroughput: 400_000 / 8,
  });
  await tools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(url);
  const paint = await page.evaluate(async () => {
    const read = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
    while (read() === undefined) await new Promise((settle) => requestAnimationFrame(settle));
    return read();
  });
  await context.close();
  return paint;
}

/** What a first visit loads, gzipped: the page, and what its build says belongs to it. */
function bytesOf(html) {
  const client = join(top, 'dist/client');
  const assets = readdirSync(join(client, 'assets'));
  const named = assets.filter((name) => html.includes(name));
  const imported = named
    .filter((name) => name.endsWith('.js'))
    .flatMap((name) =>
      assets.filter((other) => readFileSync(join(client, 'assets', name), 'utf8').includes(other)),
    );
  const zipped = (ending) =>
    [...new Set([...named, ...imported])]
      .filter((name) => name.endsWith(ending))
      .reduce((sum, name) => sum + gzipSync(readFileSync(join(client, 'assets', name))).length, 0);
  return { html: gzipSync(html).length, js: zipped('.js'), css: zipped('.css') };
}

/** Milliseconds that a process has had a processor, whatever else the machine does; a tick of Linux is 10 ms. */
const processorOf = (pid) => {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13);
  return (Number(user) + Number(system)) * 10;
};

/** How often the large tables were read whole; the database tells of it a second or so late. */
async function scansOf(limit) {
  await new Promise((settle) => setTimeout(settle, 2000));
  return (await fetch(`${limit}/scans`)).json();
}

/** Builds the product when it is stale, and beside it the filled database; measures the booking page against its limits. */
export async function benchBooking(folder, browserPath, repetitions) {
  const outDir = join(top, 'node_modules', '.cache', `bench-booking-${process.pid}`);
  await build({
    ...{ configFile: false, logLevel: 'warn', root: top, publicDir: false },
    build: {
      target: 'node20',
      emptyOutDir: true,
      minify: false,
      outDir,
      ssr: join(here, 'booking-server.ts'),
    },
  });
  const built = spawn(process.execPath, ['src/start.mjs', '--build-only'], {
    cwd: top,
    stdio: 'ignore',
  });
  await new Promise((settle) => built.once('exit', settle));
  const endpoint = await start(join(outDir, 'booking-server.js'), [join(folder, 'booking'), top]);
  const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
  try {
    const { url, pid, limit, paths, bookings, rows } = endpoint;
    const at = (number) => number % paths.length;
    const before = await scansOf(limit);
    const runs = [];
    for (let run = 0; run < 3; run += 1) {
      const empty = await ask(() => `${limit}/empty`);
      const sql = await ask((number) => `${limit}/sql/${at(number)}`);
      const begun = processorOf(pid);
      const page = await ask((number) => url + paths[at(number)]);
      runs.push({ empty, sql, page, processor: (processorOf(pid) - begun) / (warm + 2 * requests) });
    }
    const paints = { empty: [], page: [] };
    for (let run = 0; run < repetitions; run += 1) {
      paints.empty.push(await firstPaint(browser, `${limit}/empty`));
      paints.page.push(await firstPaint(browser, url + paths[at(run)]));
    }
    const scans = await scansOf(limit);
    if (scans.booking > before.booking || scans.sync_row > before.sync_row) {
      throw new Error(`a table was read whole: ${JSON.stringify({ before, scans })}`);
    }
    const html = await (await fetch(url + paths[0])).text();
    const of = (what, figure) => median(runs.map((run) => run[what][figure]));
    const measured = Object.fromEntries(
      ['empty', 'sql', 'page'].map((what) => [
        what,
        { median: of(what, 'median'), p95: of(what, 'p95'), rate: of(what, 'rate') },
      ]),
    );
    const paint = { empty: median(paints.empty), page: median(paints.page) };
    const processor = median(runs.map((run) => run.processor));
    return { bookings, rows, measured, processor, paint, bytes: bytesOf(html), runs, paints };
  } finally {
    await browser.close();
    await endpoint.stop();
    rmSync(outDir, { recursive: true, force: true });
  }
}

const ms = (value) => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;

/** The figures as a table for docs/measurements.md. */
export function bookingTable({ bookings, rows, measured, processor, paint, bytes }) {
  const line = (name, { median: middle, p95, rate }) =>
    `| ${name} | ${ms(middle)} | ${ms(p95)} | ${rate.toFixed(0)} |`;
  return [
    `Booking: 200 places, ${bookings.toLocaleString('en')} bookings of five years, ${rows.toLocaleString('en')} rows for tablets.`,
    '',
    '| | median | p95 | a second, 8 at once |',
    '|---|---|---|---|',
    line('an empty answer (limit)', measured.empty),
    line('the three reads alone, in SQL (limit)', measured.sql),
    line('free times of one place for eight weeks, as a page', measured.page),
    '',
    `Processor time of the endpoint: ${ms(processor)} a page.`,
    '',
    '| 400 kbit/s, 400 ms, a quarter of the speed | first paint |',
    '|---|---|',
    `| an empty page (limit) | ${ms(paint.empty)} |`,
    `| the booking page | ${ms(paint.page)} |`,
    '',
    `Bytes of a first visit, gzipped: ${bytes.html} of HTML, ${bytes.js} of JavaScript, ${bytes.css} of CSS.`,
  ].join('\n');
}

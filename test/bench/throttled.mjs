import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const top = join(import.meta.dirname, '..', '..');
const rows = 5000;
const slowdown = 4;
/** A screen is what a worker opens by one tap; each is tapped so often. */
const rounds = 6;

const sorted = (values) => [...values].sort((one, other) => one - other);
const quantile = (values, share) =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))];
const median = (values) => quantile(values, 0.5);

/** The endpoint of the bench, over a database of its own, serving the product's own build of the client. */
async function startEndpoint(folder, program) {
  execFileSync(process.execPath, [join(top, 'src/start.mjs'), '--build-only'], { stdio: 'pipe' });
  const args = [program, join(folder, 'throttled'), join(top, 'dist/client'), String(rows)];
  const child = spawn(process.execPath, args, { cwd: top, stdio: ['ignore', 'pipe', 'inherit'] });
  const started = await new Promise((settle, refuse) => {
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
      if (said.includes('\n')) settle(JSON.parse(said));
    });
    child.once('exit', (code) => refuse(new Error(`the throttled bench's endpoint ended with ${code}`)));
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

/** Runs in the page before its own code: when something was first painted, when a key was derived, what a tap cost. */
function watch() {
  const seen = { taps: [], longTasks: [] };
  globalThis.seen = seen;
  const painted = (name) => requestAnimationFrame(() => setTimeout(() => (seen[name] ??= performance.now())));
  const looked = { lock: '.lock-time', today: '[data-look=primary], .card button' };
  new MutationObserver(() => {
    if (seen.lock === undefined && document.querySelector(looked.lock)) painted('lock');
    if (document.querySelector('.tablet-frame') && document.querySelector(`.pane-list ${looked.today}`))
      painted('today');
  }).observe(document, { childList: true, subtree: true });
  const { deriveBits } = SubtleCrypto.prototype;
  SubtleCrypto.prototype.deriveBits = async function (...args) {
    const bits = await deriveBits.apply(this, args);
    seen.derived = performance.now();
    return bits;
  };
  addEventListener(
    'pointerup',
    ({ timeStamp }) =>
      requestAnimationFrame(() => setTimeout(() => seen.taps.push(performance.now() - timeStamp))),
    true,
  );
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longTasks.push(duration);
  }).observe({ type: 'longtask' });
}

/** Scrolls the list from top to end, a screen in about six frames; gaps between frames in ms. */
function scrollThrough() {
  const list = document.querySelector('.pane-list');
  const pane = list.scrollHeight > list.clientHeight ? list : document.querySelector('main');
  globalThis.seen.longTasks.length = 0;
  return new Promise((settle) => {
    const gaps = [];
    let last = performance.now();
    const step = (now) => {
      gaps.push(now - last);
      last = now;
      const before = pane.scrollTop;
      pane.scrollTop += 150;
      if (pane.scrollTop > before) return requestAnimationFrame(step);
      const cards = document.querySelectorAll('.concern').length;
      settle({ gaps, cards, height: pane.scrollHeight, longTasks: [...globalThis.seen.longTasks] });
    };
    requestAnimationFrame(step);
  });
}

/** In the page: are so many rows on the disk? */
async function storedAtLeast(count) {
  const vault = (await indexedDB.databases()).find(({ name }) => name.startsWith('traeffetid-'));
  const db = await new Promise((settle) => {
    const asked = indexedDB.open(vault.name);
    asked.onsuccess = () => settle(asked.result);
  });
  const stored = await new Promise((settle) => {
    const asked = db.transaction('rows').objectStore('rows').count();
    asked.onsuccess = () => settle(asked.result);
  });
  db.close();
  return stored >= count;
}

async function open(profile, browserPath) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browserPath,
    headless: true,
    viewport: { width: 1180, height: 820 },
    hasTouch: true,
    locale: 'da-DK',
    timezoneId: 'Europe/Copenhagen',
    args: ['--no-sandbox'],
  });
  return { context, page: context.pages()[0] ?? (await context.newPage()) };
}

/** First time on this profile: everything is downloaded, and the release is kept for offline. */
async function prepare(profile, browserPath, url) {
  const { context, page } = await open(profile, browserPath);
  await page.goto(url);
  await page.getByRole('button', { name: 'Rådgiver Vest' }).click();
  await page.getByRole('button', { name: 'Jeg har skrevet den ned' }).click();
  await page.getByRole('button', { name: 'Spring over' }).click();
  await page.locator('main[aria-busy=false]').waitFor({ timeout: 120_000 });
  await page.waitForFunction(storedAtLeast, rows, { timeout: 120_000, polling: 500 });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await context.close();
}

const tab = (page, href) => page.locator(`.tab[href="${href}"]`).tap();

/** A browser started anew, without network, four times slower. */
async function repeat(profile, browserPath, url) {
  const { context, page } = await open(profile, browserPath);
  try {
    await page.addInitScript(watch);
    const tools = await context.newCDPSession(page);
    await tools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await page.goto(url);
    const seen = async (name) => {
      await page.waitForFunction((of) => globalThis.seen[of] !== undefined, name, { timeout: 60_000 });
      return page.evaluate((of) => globalThis.seen[of], name);
    };
    const lock = await seen('lock');
    await page.getByRole('button', { name: 'Udfyld demokoden' }).tap();
    const today = await seen('today');
    const derived = await seen('derived');
    await page.waitForTimeout(3000);
    await page.evaluate(() => {
      globalThis.seen.taps.length = 0;
    });
    for (let round = 0; round < rounds; round += 1) {
      for (const href of ['/opf', '/sync', '/mere', '/']) {
        await tab(page, href);
        await page.waitForTimeout(400);
      }
    }
    const taps = await page.evaluate(() => globalThis.seen.taps);
    if (taps.length !== rounds * 4) throw new Error(`${taps.length} taps were seen`);
    await tab(page, '/opf');
    const all = page.getByRole('button', { name: /^Vis alle \d/ });
    while ((await all.count()) > 0) await all.first().tap();
    await page.waitForTimeout(1000);
    const scroll = await page.evaluate(scrollThrough);
    return { lock, today: today - derived, taps, scroll };
  } finally {
    await context.close();
  }
}

/** At a quarter of the speed, with 5,000 records stored and no network: start, opening, taps and a long list. */
export async function benchThrottled(folder, program, browserPath, repetitions) {
  const profile = join(folder, 'throttled-profile');
  const endpoint = await startEndpoint(folder, program);
  try {
    await prepare(profile, browserPath, endpoint.url);
  } finally {
    await endpoint.stop();
  }
  const repeated = [];
  for (let number = 0; number < repetitions; number += 1) {
    repeated.push(await repeat(profile, browserPath, endpoint.url));
    process.stderr.write(`throttled: ${number + 1} of ${repetitions}\n`);
  }
  const figure = (name, read, aim) => {
    const values = repeated.map(read);
    return { name, median: median(values), least: Math.min(...values), most: Math.max(...values), aim };
  };
  const [{ scroll }] = repeated;
  const list = `${scroll.cards} open clocks, ${Math.round(scroll.height / 1000)},000 px`;
  return {
    rows,
    slowdown,
    repeated,
    figures: [
      figure('cold start without network, to the lock screen', ({ lock }) => lock, 1000),
      figure('from the accepted code (derivation apart) to a usable day', ({ today }) => today, 1000),
      figure('tap to paint, 95th percentile of 24', ({ taps }) => quantile(taps, 0.95), 100),
      figure('– median', ({ taps }) => median(taps)),
      figure(`scroll (${list}): 95th percentile of a frame`, ({ scroll: { gaps } }) => quantile(gaps, 0.95)),
      figure('– longest long task meanwhile (0: none)', ({ scroll: { longTasks } }) =>
        Math.max(0, ...longTasks),
      ),
    ],
  };
}

const round = (value) => (value < 10 ? value.toFixed(1) : value.toFixed(0));

/** The table for the terminal and the document. */
export const throttledTable = ({ figures }) =>
  [
    `| ${rows.toLocaleString('en')} records stored, processor ${slowdown} times slower | median | spread | aim |`,
    '|---|---|---|---|',
    ...figures.map(({ name, median: middle, least, most, aim }) => {
      const target = aim === undefined ? '–' : `≤ ${aim}${middle <= aim ? ' met' : ' NOT met'}`;
      return `| ${name} | ${round(middle)} ms | ${round(least)}–${round(most)} | ${target} |`;
    }),
  ].join('\n');

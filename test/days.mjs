import { days } from './instants.mjs';
import { build, prepare, runBrowser, say } from './steps.mjs';

/** `npm run test:days`: every browser test at every instant in `days`, each tried once, and a table of what came of it. */
const rows = [];
prepare();
if ((await build()) !== 0) process.exit(1);
for (const at of days) {
  say(`\n── In the browser (playwright), ${at}`);
  rows.push({ at, ...(await runBrowser(at, { fast: true })) });
}

const row = (...cells) => cells.map((cell, index) => String(cell).padStart(index ? 8 : 16)).join('  ');
say(`\n${row('instant', 'passed', 'failed', 'seconds')}`);
for (const { at, passed, failed, seconds } of rows) say(row(at, passed, failed, seconds));
const sum = (name) => rows.reduce((total, one) => total + one[name], 0);
say(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') === 0 ? 0 : 1);

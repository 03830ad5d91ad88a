import { christmasEve, saturday, weekday } from './instants.mjs';
import { bin, build, prepare, run, runBrowser, runEngines, runVitest, say } from './steps.mjs';

/** `npm test`: everything at one weekday, the screens and main journeys also on a day without hours and on a holiday. */
const at = process.env.AT || weekday;
const mainJourneys = ['screens', 'grid', 'main-job', 'acceptance', 'after-the-hour', 'booking', 'review'];
const count = { passed: 0, failed: 0 };
const add = ({ passed, failed }) => {
  count.passed += passed;
  count.failed += failed;
};

async function check(title, task) {
  say(`\n── ${title}`);
  const passed = (await task()) === 0;
  add({ passed: Number(passed), failed: Number(!passed) });
}

prepare();
await check('Types and walls between the rooms (tsc -b)', () => run(bin('tsc'), ['-b']));
await check('Format and lint (biome)', () => run(bin('biome'), ['check', '--no-errors-on-unmatched']));
await check('Unused code and dependencies (knip)', () => run(bin('knip'), []));

say(`\n── Rules, endpoint and components (vitest), ${at}`);
add(await runVitest({ AT: at }));

await check('Build', build);

say(`\n── In the browser (playwright), ${at}`);
add(await runBrowser(at));
if (!process.env.AT) {
  for (const day of [saturday, christmasEve]) {
    say(`\n── In the browser, screens and main journeys (playwright), ${day}`);
    const files = mainJourneys.map((name) => `test/browser/${name}.spec.ts`);
    add(await runBrowser(day, { files, fast: true }));
  }
}

say(`\n── In WebKit and Firefox, ${at}`);
add(await runEngines(at));

say(`\n${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed === 0 ? 0 : 1);

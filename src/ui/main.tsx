import './style/tokens.css';
import './style/base.css';
import './style/kit.css';
import './style/tablet.css';
import './style/capture.css';
import './style/acute.css';
import { render } from 'preact';
import { LocationProvider } from 'preact-iso';
import { idsFrom } from '../domain/id.ts';
import { App } from './app.tsx';
import { handAsBefore } from './hand.ts';
import { watchInstall } from './install.ts';
import { watchVersions } from './new-version.ts';
import { now } from './now.ts';
import { watchAway } from './page-away.ts';
import { painted, startTablet } from './tablet.ts';
import { wearAsBefore } from './theme.ts';
import { speakAsBefore } from './words/words.ts';

wearAsBefore();
handAsBefore();
watchInstall();
await speakAsBefore();
const tablet = startTablet({
  fetch: (path, init) => fetch(path, init),
  now,
  makeId: idsFrom(now),
  chance: Math.random,
});
watchVersions(tablet.stage);
watchAway(tablet.stage);
// Coordinators' and bookers' pages are other documents: their addresses are not routed here.
render(
  <LocationProvider scope={/^\/(?!(k|b|feed|api)(\/|$))/}>
    <App tablet={tablet} />
  </LocationProvider>,
  document.getElementById('app')!,
);
// What stands behind the lock is fetched while she types her code.
tablet.stage.subscribe(async ({ at }) => {
  if (at === 'starting') return;
  await painted();
  Promise.all([import('./opening.ts'), import('./screens.tsx')]).catch(() => undefined);
});

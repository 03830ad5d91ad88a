import { setLanguageAsBefore } from '#kit/words/language.ts';
import '#kit/style/tokens.css';
import '#kit/style/base.css';
import { render } from 'preact';
import { LocationProvider } from 'preact-iso';
import { idsFrom } from '#domain/id.ts';
import { now } from '#kit/now.ts';
import { App } from './app/app.tsx';
import { watchVersions } from './app/new-version.ts';
import { applyHandednessAsBefore } from './device/handedness.ts';
import { watchInstall } from './device/install.ts';
import { painted } from './device/painted.ts';
import { applyThemeAsBefore } from './device/theme.ts';
import { watchAway } from './state/page-away.ts';
import { startTablet } from './state/tablet.ts';

applyThemeAsBefore();
applyHandednessAsBefore();
watchInstall();
await setLanguageAsBefore();
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
// The code of the screens is fetched while the worker types the PIN.
tablet.stage.subscribe(async ({ type }) => {
  if (type === 'starting') return;
  await painted();
  Promise.all([import('./state/unlocked.ts'), import('./app/screens.tsx')]).catch(() => undefined);
});

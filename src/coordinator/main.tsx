import { setLanguageAsBefore } from '#kit/words/language.ts';
import '#kit/style/tokens.css';
import '#kit/style/base.css';
import { render } from 'preact';
import { LocationProvider } from 'preact-iso';
import { idsFrom } from '#domain/id.ts';
import { now } from '#kit/now.ts';
import { Coordinator } from './coordinator.tsx';

await setLanguageAsBefore();
render(
  <LocationProvider scope="/k">
    <Coordinator fetch={(path, init) => fetch(path, init)} now={now} makeId={idsFrom(now)} />
  </LocationProvider>,
  document.getElementById('app')!,
);

import './style/tokens.css';
import './style/base.css';
import './style/kit.css';
import './coordinator.css';
import { render } from 'preact';
import { LocationProvider } from 'preact-iso';
import { idsFrom } from '../domain/id.ts';
import { Coordinator } from './coordinator.tsx';
import { now } from './now.ts';
import { speakAsBefore } from './words/words.ts';

await speakAsBefore();
render(
  <LocationProvider scope="/k">
    <Coordinator fetch={(path, init) => fetch(path, init)} now={now} makeId={idsFrom(now)} />
  </LocationProvider>,
  document.getElementById('app')!,
);

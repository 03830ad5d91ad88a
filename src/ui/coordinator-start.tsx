import './style/tokens.css';
import './style/base.css';
import './style/kit.css';
import './coordinator.css';
import { render } from 'preact';
import { LocationProvider } from 'preact-iso';
import { v7 } from 'uuid';
import { Coordinator } from './coordinator.tsx';
import { speakAsBefore } from './words/words.ts';

await speakAsBefore();
render(
  <LocationProvider scope="/k">
    <Coordinator fetch={(path, init) => fetch(path, init)} now={Date.now} makeId={v7} />
  </LocationProvider>,
  document.getElementById('app')!,
);

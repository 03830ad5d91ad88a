import '../style/tokens.css';
import '../style/base.css';
import '../style/kit.css';
import './review.css';
import { render } from 'preact';
import { LocationProvider } from 'preact-iso';
import { v7 } from 'uuid';
import { speakAsBefore } from '../words/words.ts';
import { Review } from './review.tsx';

await speakAsBefore();
render(
  <LocationProvider scope="/k">
    <Review fetch={(path, init) => fetch(path, init)} now={Date.now} makeId={v7} />
  </LocationProvider>,
  document.getElementById('app')!,
);

import '../style/tokens.css';
import '../style/base.css';
import '../style/kit.css';
import './review.css';
import { render } from 'preact';
import { LocationProvider } from 'preact-iso';
import { speakAsBefore } from '../words/words.ts';
import { Review } from './review.tsx';

await speakAsBefore();
render(
  <LocationProvider scope="/k">
    <Review fetch={(path, init) => fetch(path, init)} now={Date.now} />
  </LocationProvider>,
  document.getElementById('app')!,
);

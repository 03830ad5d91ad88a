import { useEffect, useState } from 'preact/hooks';
import { type Capture, restedFor } from '../../actions/consultation.ts';
import { tabletWords } from '../../words/words.ts';
import './timer.css';

const two = (count: number): string => String(count).padStart(2, '0');

/** `04:12`, and `1:04:12` from an hour on. */
export function elapsedText(started: string, now: number): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(started)) / 1000));
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return seconds < 3600 ? rest : `${Math.floor(seconds / 3600)}:${rest}`;
}

/** The length of the talk. It is computed from timestamps, so a page that was frozen shows the right time at once. */
export function Timer({ capture, now }: { capture: Capture; now: () => number }) {
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  // Asked at each look, so that a pause shows the second in which it began and not the last one that ticked.
  const at = now();
  return (
    <p class="timer numbers" role="timer" aria-label={tabletWords().tablet.elapsed}>
      {elapsedText(capture.started, at - restedFor(capture, at))}
    </p>
  );
}

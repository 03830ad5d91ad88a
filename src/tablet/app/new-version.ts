import { type ReadonlySignal, signal } from '@preact/signals';
import { remember, remembered } from '#kit/browser/remembered.ts';
import { now } from '#kit/now.ts';
import type { Stage } from '../state/stage.ts';

const hourly = 3_600_000;
/** A second version within this time (ms) is offered and not taken: where two answer in turn, the page must not reload for ever. */
const settled = 10 * 60_000;
const takenAt = 'traeffetid.version-taken';
const ready = signal<(() => void) | undefined>();

/** Takes the new version and starts the page anew; `undefined` while there is none to offer. */
export const readyVersion: ReadonlySignal<(() => void) | undefined> = ready;

/** *Senere*: offered again at the next start. */
export const putOff = (): void => {
  ready.value = undefined;
};

/** Notes in this tab that a version is taken now; false where one was a moment ago, or the next start would not know of this one. */
function noteTaken(): boolean {
  const last = remembered(takenAt, 'sessionStorage');
  if (last !== null && now() - Number(last) <= settled) return false;
  remember(takenAt, String(now()), 'sessionStorage');
  return remembered(takenAt, 'sessionStorage') !== null;
}

/**
 * A new version is taken silently while nothing is open yet (cold start, a lock screen not yet touched), else
 * offered; the screen offers it only while nothing is being written. Looked for hourly and when the tablet is looked at.
 */
export function watchVersions(stage: ReadonlySignal<Stage>): void {
  let touched = false;
  const touch = () => {
    touched = true;
  };
  for (const name of ['pointerdown', 'keydown']) window.addEventListener(name, touch, { once: true });
  const onWaiting = (take: () => void) => {
    const isNothingOpen = stage.value.type !== 'open' && stage.value.type !== 'first';
    if (isNothingOpen && !touched && noteTaken()) take();
    else ready.value = take;
  };
  let check = () => {};
  import('../device/service-worker-update.ts').then(
    ({ keepUpdated }) => {
      check = keepUpdated(onWaiting).check;
    },
    () => undefined,
  );
  const look = () => {
    if (navigator.onLine && document.visibilityState === 'visible') check();
  };
  setInterval(look, hourly);
  document.addEventListener('visibilitychange', look);
}

import { type ReadonlySignal, signal } from '@preact/signals';
import type { Stage } from '../state/stage.ts';

const hourly = 3_600_000;
const ready = signal<(() => void) | undefined>();

/** Takes the new version and starts the page anew; `undefined` while there is none to offer. */
export const readyVersion: ReadonlySignal<(() => void) | undefined> = ready;

/** *Senere*: offered again at the next start. */
export const putOff = (): void => {
  ready.value = undefined;
};

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
    if (isNothingOpen && !touched) take();
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

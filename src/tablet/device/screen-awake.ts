import { signal } from '@preact/signals';
import { remember, remembered } from '#kit/browser/remembered.ts';

const name = 'traeffetid.awake';
const chosen = signal(remembered(name) === 'on');
let held: Promise<WakeLockSentinel | undefined> | undefined;
let wanted = false;

/** Whether the screen stays on while the app is open. A component that reads it is drawn again when it changes. */
export const staysAwake = (): boolean => chosen.value;

export const canStayAwake = (): boolean => 'wakeLock' in navigator;

export function stayAwake(on: boolean): void {
  chosen.value = on;
  remember(name, on ? 'on' : 'off');
  look();
}

/** Holds the screen while the tablet is unlocked; returns the end of it. It never stops the tablet from locking. */
export function holdScreen(): () => void {
  wanted = true;
  look();
  document.addEventListener('visibilitychange', look);
  return () => {
    wanted = false;
    document.removeEventListener('visibilitychange', look);
    look();
  };
}

/** The browser lets go by itself when the page is hidden; it is asked again when the page is back. */
function look(): void {
  const should = wanted && chosen.value && canStayAwake() && document.visibilityState === 'visible';
  if (should) {
    held ??= navigator.wakeLock.request('screen').then(
      (sentinel) => {
        sentinel.addEventListener('release', () => {
          held = undefined;
        });
        return sentinel;
      },
      () => {
        held = undefined;
        return undefined;
      },
    );
    return;
  }
  const holding = held;
  held = undefined;
  void holding?.then((sentinel) => sentinel?.release());
}

import { type ReadonlySignal, signal } from '@preact/signals';
import { isIosApp } from './save-file.ts';

/** What Chromium hands out once, before the page may ask for being installed; the DOM library lacks it. */
type InstallOffer = Event & { prompt: () => Promise<unknown> };

declare global {
  interface WindowEventMap {
    beforeinstallprompt: InstallOffer;
  }
}

const offer = signal<(() => void) | undefined>();

/** Asks the browser to install the app; `undefined` where it has not offered to. */
export const installNow: ReadonlySignal<(() => void) | undefined> = offer;

/** The browser offers the installation once and early, so the offer is kept until the worker wants it. */
export function watchInstall(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    offer.value = () => void event.prompt().catch(() => undefined);
  });
  window.addEventListener('appinstalled', () => {
    offer.value = undefined;
    void navigator.storage?.persist?.().catch(() => undefined);
  });
}

/** An iPad says that it is a Mac; a Mac has no touch screen. */
export const isIos = (): boolean =>
  /iPad|iPhone|iPod/.test(navigator.userAgent) ||
  (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);

export const isInstalled = (): boolean => isIosApp() || matchMedia('(display-mode: standalone)').matches;

/** How this device puts the app where it is found again. */
export type InstallWay = 'installed' | 'ios' | 'offered' | 'android' | 'desktop';

export function installWay(): InstallWay {
  if (isInstalled()) return 'installed';
  if (isIos()) return 'ios';
  if (offer.value) return 'offered';
  return /Android/.test(navigator.userAgent) ? 'android' : 'desktop';
}

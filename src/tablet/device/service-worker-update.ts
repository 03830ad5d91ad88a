import { Workbox } from 'workbox-window';

/** What the DOM library lacks: Trusted Types, where the browser has them. */
interface PolicyMaker {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ) => {
    createScriptURL: (url: string) => string;
  };
}

declare global {
  interface Window {
    trustedTypes?: PolicyMaker;
  }
}

const address = '/service-worker.js';

/** The page may load one script by address, and only through this policy, made once (the CSP names it). */
function workerAddress(): string {
  const { trustedTypes } = window;
  if (!trustedTypes) return address;
  return trustedTypes.createPolicy('app-sw', { createScriptURL: () => address }).createScriptURL(address);
}

/**
 * Registers the service worker. `onWaiting` is told of a new version that waits; calling what it is given takes the new
 * version and reloads, so the caller does that only when nothing is open. `check` asks for a new version.
 */
export function keepUpdated(onWaiting: (take: () => void) => void): { check: () => void } {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return { check: () => {} };
  const workbox = new Workbox(workerAddress());
  workbox.addEventListener('waiting', () => {
    onWaiting(() => {
      workbox.addEventListener('controlling', () => location.reload());
      workbox.messageSkipWaiting();
    });
  });
  void workbox.register();
  return { check: () => void workbox.update() };
}

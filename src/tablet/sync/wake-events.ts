import type { SyncLoop } from './sync-loop.ts';

const whileVisible = 60_000;

/** Wakes the loop when there may be a connection: `online`, looked at again, restored, and every minute while visible. */
export function wakeOnEvents(syncLoop: SyncLoop): () => void {
  const wake = () => syncLoop.wake();
  const whenSeen = () => {
    if (document.visibilityState === 'visible') syncLoop.wake();
  };
  window.addEventListener('online', wake);
  window.addEventListener('pageshow', wake);
  document.addEventListener('visibilitychange', whenSeen);
  const timer = setInterval(whenSeen, whileVisible);
  return () => {
    window.removeEventListener('online', wake);
    window.removeEventListener('pageshow', wake);
    document.removeEventListener('visibilitychange', whenSeen);
    clearInterval(timer);
  };
}

import type { ReadonlySignal } from '@preact/signals';
import { putAway, takeBack, watchTransactions } from '../store/away.ts';
import type { Stage } from './stage.ts';

/**
 * A page that the browser keeps when it is left, and shows again on *Back*, holds nothing of the store meanwhile and shows
 * nothing when it comes: it begins anew, locked. Only where the disk has refused what was typed it goes on as it was.
 */
export function watchAway(stage: ReadonlySignal<Stage>, beginAnew = () => location.reload()): void {
  if ('IDBDatabase' in window) watchTransactions(IDBDatabase.prototype);
  window.addEventListener('pagehide', ({ persisted }) => {
    if (!persisted) return;
    putAway();
    document.body.hidden = true;
  });
  window.addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    if (!isOnlyCopy(stage.value)) return beginAnew();
    document.body.hidden = false;
    takeBack();
  });
}

function isOnlyCopy(stage: Stage): boolean {
  if (stage.type !== 'open') return false;
  const { value } = stage.unlocked.drafts.kept;
  return value === 'full' || value === 'dead';
}

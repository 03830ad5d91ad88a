import type { VaultSignIn } from '#api/client/http.ts';
import type { VaultRow } from '../store/db.ts';
import type { LockedFacts } from './unlocked.ts';
import type { Unlocked } from './unlocked-context.tsx';

/** What the page shows as a whole. */
export type Stage =
  | { type: 'starting' }
  | { type: 'tooOld' }
  | { type: 'otherTab'; useHere: () => void }
  | { type: 'dead' }
  | { type: 'first'; signedIn?: VaultSignIn }
  | { type: 'pick'; rows: VaultRow[] }
  | { type: 'locked'; row: VaultRow; facts: LockedFacts }
  | { type: 'open'; unlocked: Unlocked };

import type { VaultSignIn } from '#api/client/http.ts';
import type { VaultRow } from '../store/db.ts';
import type { LockedFacts } from './unlocked.ts';
import type { Unlocked } from './unlocked-context.tsx';

/** What a browser may lack: a secure connection, a place to store, or newer features. */
export type Missing = 'https' | 'storage' | 'features';

/** What the page shows as a whole. */
export type Stage =
  | { type: 'starting' }
  | { type: 'cannotRun'; missing: Missing }
  | { type: 'otherTab'; useHere: () => void }
  | { type: 'dead' }
  | { type: 'first'; signedIn?: VaultSignIn }
  | { type: 'pick'; rows: VaultRow[] }
  | { type: 'locked'; row: VaultRow; facts: LockedFacts }
  | { type: 'open'; unlocked: Unlocked };

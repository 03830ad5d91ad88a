import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Fetch, VaultSignIn } from '#api/client/http.ts';
import { mayStore } from '#kit/browser/remembered.ts';
import { painted } from '../device/painted.ts';
import type { VaultRow } from '../store/db.ts';
import { listVaults } from '../store/device.ts';
import type { Means, Vault } from '../store/vault.ts';
import { holdTab } from '../sync/active-tab.ts';
import type { SyncState } from '../sync/sync-loop.ts';
import { holdQuickUnlock, type Opening, type QuickUnlock } from './quick-unlock.ts';
import { holdVaults } from './running-vaults.ts';
import type { Missing, Stage } from './stage.ts';
import type { Unlocked } from './unlocked-context.tsx';
import { deleteWithSignIn, sendAndDelete } from './vault-deletion.ts';

export interface Tablet extends Means {
  stage: ReadonlySignal<Stage>;
  fetch: Fetch;
  /** Anyone may sign in here, and the code is public. */
  demo: Signal<boolean>;
  /** Of the vault that is locked or open. */
  sync: ReadonlySignal<SyncState>;
  show: (stage: Stage) => void;
  /** Shows what there is to open: one vault, several, or none yet. */
  begin: () => Promise<void>;
  pick: (row: VaultRow) => void;
  /** Makes the vault of the worker who has just signed in on this tablet, and opens it. Throws NetworkError, StorageError. */
  make: (signedIn: VaultSignIn, tabletName: string, code: string) => Promise<void>;
  /** The worker has signed in again, so the open vault reads on. Throws NetworkError, StorageError. */
  renew: (unlocked: Unlocked, signedIn: VaultSignIn) => Promise<void>;
  /** Throws StorageError `wrongCode`; nothing is lost by it. */
  open: (row: VaultRow, code: string) => Promise<void>;
  /** One try with the worker's PIN; what it came to. */
  openByPin: (row: VaultRow, pin: string) => Promise<Opening>;
  quickUnlock: QuickUnlock;
  unsent: (row: VaultRow) => Promise<number>;
  /**
   * The code is lost: sends what is unsent, then deletes the local copy; the worker who has just signed in makes another vault.
   * Throws NetworkError; then nothing was deleted.
   */
  forget: (row: VaultRow, signedIn: VaultSignIn) => Promise<'deleted' | 'unsent'>;
}

/** Milliseconds after which a second tab is told that there is another one. */
const patienceAtStart = 400;

// What a locked tablet does not show comes after the lock screen: the loop that sends, and what opens a vault.
const backgroundSync = () => import('./background-sync.ts');
const unlockedCode = () => import('./unlocked.ts');

/** The tablet from the page's start to its end: which vaults there are, which is open, and a loop for each that sends. */
export function startTablet(parts: Means & { fetch: Fetch; chance: () => number }): Tablet {
  const { fetch, now, makeId } = parts;
  const stage = signal<Stage>({ type: 'starting' });
  const demo = signal(false);
  const quickUnlock = holdQuickUnlock({ now, makeId });
  const vaults = holdVaults(parts);
  const deletion = { fetch, now, makeId, vaults, quickUnlock };
  let closeUnlocked: (() => void) | undefined;

  const show = (next: Stage): void => {
    stage.value = next;
  };

  async function begin(): Promise<void> {
    try {
      const rows = await withoutDemo(await listVaults());
      if (rows.some((row) => row.demo)) demo.value = true;
      if (rows.length === 0) show({ type: 'first' });
      else if (rows.length === 1) pick(rows[0]!);
      else show({ type: 'pick', rows });
      await painted();
      for (const row of rows) vaults.run(row).catch(() => undefined);
    } catch {
      show({ type: 'dead' });
    }
  }

  /** `?demo` begins the demo anew: what is unsent is sent first, and a vault that cannot send it stays. */
  async function withoutDemo(rows: VaultRow[]): Promise<VaultRow[]> {
    if (!new URLSearchParams(location.search).has('demo')) return rows;
    history.replaceState(null, '', location.pathname);
    for (const row of rows.filter((one) => one.demo))
      await sendAndDelete(row, deletion).catch(() => undefined);
    return listVaults();
  }

  const pick = (row: VaultRow): void => {
    show({ type: 'locked', row, facts: { drafts: 0 } });
    void painted()
      .then(() => vaults.follow(row))
      .catch(() => undefined);
  };

  async function open(row: VaultRow, code: string): Promise<void> {
    const { device } = await vaults.follow(row);
    await enter(row, await quickUnlock.recover(device, code));
  }

  async function openByPin(row: VaultRow, pin: string): Promise<Opening> {
    const { device } = await vaults.follow(row);
    const outcome = await quickUnlock.open(device, pin);
    if (outcome.type === 'open') await enter(row, outcome.vault);
    return outcome;
  }

  async function enter(row: VaultRow, vault: Vault): Promise<void> {
    const { syncLoop } = await vaults.follow(row);
    const { openAndWatch } = await unlockedCode();
    const { unlocked, close } = await openAndWatch({
      vault,
      syncLoop,
      fetch,
      sync: vaults.sync,
      demo: demo.value,
      isOpen: () => stage.value.type === 'open',
      onLocked: (facts) => {
        closeUnlocked = undefined;
        show({ type: 'locked', row: vault.device.row, facts });
      },
    });
    closeUnlocked = close;
    show({ type: 'open', unlocked });
  }

  async function make(signedIn: VaultSignIn, tablet: string, code: string): Promise<void> {
    const device = makeId();
    await (await backgroundSync()).makeNamed(fetch, { device, signedIn, tablet, code, demo: demo.value });
    const row = (await listVaults()).find((one) => one.device === device)!;
    await open(row, code);
  }

  async function renew({ vault, syncLoop }: Unlocked, signedIn: VaultSignIn): Promise<void> {
    const [{ keepAccess }, access] = await Promise.all([
      import('../store/access.ts'),
      (await backgroundSync()).nameAgain(fetch, vault.device.row, signedIn),
    ]);
    await keepAccess(vault, access);
    syncLoop.signedIn();
  }

  async function forget(row: VaultRow, signedIn: VaultSignIn): Promise<'deleted' | 'unsent'> {
    const { done, isSpent } = await deleteWithSignIn(row, signedIn, deletion);
    if (done === 'unsent') return done;
    const devices = signedIn.devices.filter(({ id }) => id !== row.device);
    show({ type: 'first', ...(!isSpent && { signedIn: { ...signedIn, devices } }) });
    return done;
  }

  /** Another tab took over: this one holds no key and no database any more, and waits until it may go on. */
  async function yieldTab(): Promise<void> {
    closeUnlocked?.();
    closeUnlocked = undefined;
    quickUnlock.drop();
    const stopping = vaults.stopAll();
    holdThisTab(0);
    await stopping;
  }

  function holdThisTab(patience: number): void {
    const tab = holdTab(() => void yieldTab());
    const late = setTimeout(() => show({ type: 'otherTab', useHere: tab.takeOver }), patience);
    void tab.active.then(() => {
      clearTimeout(late);
      return begin();
    });
  }

  const missing = whatIsMissing();
  if (missing) show({ type: 'cannotRun', missing });
  else holdThisTab(patienceAtStart);
  return {
    stage,
    fetch,
    now,
    makeId,
    demo,
    sync: vaults.sync,
    show,
    begin,
    pick,
    make,
    renew,
    open,
    openByPin,
    quickUnlock,
    unsent: async (row) => (await vaults.run(row)).unsent(),
    forget,
  };
}

/** What keeps the app from running in this browser, if anything; each has a sentence and a way on. */
function whatIsMissing(): Missing | undefined {
  if (!window.isSecureContext) return 'https';
  if (!mayStore() || !hasDatabases()) return 'storage';
  if (!crypto.subtle || !navigator.locks) return 'features';
  return undefined;
}

/** Where website data are blocked, asking for it may throw. */
function hasDatabases(): boolean {
  try {
    return !!window.indexedDB;
  } catch {
    return false;
  }
}

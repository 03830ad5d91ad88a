import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type Fetch, NetworkError, type VaultSignIn } from '#api/client/http.ts';
import type { VaultRow } from '../store/db.ts';
import { listVaults, openDevice } from '../store/device.ts';
import type { Means, Vault } from '../store/vault.ts';
import { holdTab } from '../sync/active-tab.ts';
import type { SyncState } from '../sync/sync-loop.ts';
import type { Running } from './background-sync.ts';
import { type Everyday, holdEveryday, type Opening } from './quick-unlock.ts';
import type { LockedFacts } from './unlocked.ts';
import type { Unlocked } from './unlocked-context.tsx';

export type Stage =
  | { type: 'starting' }
  | { type: 'tooOld' }
  | { type: 'otherTab'; useHere: () => void }
  | { type: 'dead' }
  | { type: 'first'; signedIn?: VaultSignIn }
  | { type: 'pick'; rows: VaultRow[] }
  | { type: 'locked'; row: VaultRow; facts: LockedFacts }
  | { type: 'open'; unlocked: Unlocked };

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
  /** Makes the vault of her who has just signed in on this tablet, and opens it. Throws NetworkError, StorageError. */
  make: (signedIn: VaultSignIn, tabletName: string, code: string) => Promise<void>;
  /** She has signed in again: her open vault reads on. Throws NetworkError, StorageError. */
  renew: (unlocked: Unlocked, signedIn: VaultSignIn) => Promise<void>;
  /** Throws StorageError `wrongCode`; nothing is lost by it. */
  open: (row: VaultRow, code: string) => Promise<void>;
  /** One try with her everyday code; what it came to. */
  openByPin: (row: VaultRow, pin: string) => Promise<Opening>;
  everyday: Everyday;
  unsent: (row: VaultRow) => Promise<number>;
  /**
   * The code is lost: sends what is unsent, then deletes the local copy, and she who has just signed in makes another vault.
   * Throws NetworkError; then nothing was deleted.
   */
  forget: (row: VaultRow, signedIn: VaultSignIn) => Promise<'deleted' | 'unsent'>;
}

/** A second tab is told after this long that there is another one. */
const patienceAtStart = 400;

const idleSync: SyncState = {
  unsent: 0,
  since: null,
  contact: null,
  failure: null,
  nextTry: null,
  needsSignIn: false,
};

// What a locked tablet does not show comes after the lock screen: the loop that sends, and what opens a vault.
const loop = () => import('./background-sync.ts');
const opening = () => import('./unlocked.ts');

/** What is shown is painted before more is fetched and run; a page that nobody sees paints nothing, and waits no longer. */
export const painted = (): Promise<void> =>
  new Promise((settle) => {
    requestAnimationFrame(() => setTimeout(settle));
    setTimeout(settle, patienceAtStart);
  });

/** The tablet from the page's start to its end: which vaults there are, which is open, and a loop for each that sends. */
export function startTablet(parts: Means & { fetch: Fetch; chance: () => number }): Tablet {
  const { fetch, now, makeId } = parts;
  const stage = signal<Stage>({ type: 'starting' });
  const demo = signal(false);
  const everyday = holdEveryday({ now, makeId });
  const sync = signal(idleSync);
  const running = new Map<string, Promise<Running>>();
  let closeDesk: (() => void) | undefined;
  let current: string | undefined;

  /** Every vault of the tablet goes on sending, also while another is open. */
  function run(row: VaultRow): Promise<Running> {
    const known = running.get(row.device);
    if (known) return known;
    const started = loop().then(({ startRunning }) => {
      const one = startRunning({
        device: openDevice(row),
        fetch,
        now,
        chance: parts.chance,
        makeNonce: makeId,
      });
      one.state.subscribe((next) => {
        if (current === row.device) sync.value = next;
      });
      return one;
    });
    running.set(row.device, started);
    // Its code could not be fetched: the next look at this vault tries again.
    started.catch(() => running.delete(row.device));
    return started;
  }

  async function stopRunning(device: string): Promise<void> {
    const one = running.get(device);
    running.delete(device);
    await one?.then(({ stop }) => stop());
  }

  async function look(row: VaultRow): Promise<Running> {
    current = row.device;
    const one = await run(row);
    if (current === row.device) sync.value = one.state.value;
    return one;
  }

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
      for (const row of rows) run(row).catch(() => undefined);
    } catch {
      show({ type: 'dead' });
    }
  }

  /** `?demo` begins the demo anew: what is unsent is sent first, and a vault that cannot send it stays. */
  async function withoutDemo(rows: VaultRow[]): Promise<VaultRow[]> {
    if (!new URLSearchParams(location.search).has('demo')) return rows;
    history.replaceState(null, '', location.pathname);
    for (const row of rows.filter(({ demo }) => demo)) await drop(row).catch(() => undefined);
    return listVaults();
  }

  const pick = (row: VaultRow): void => {
    show({ type: 'locked', row, facts: { drafts: 0 } });
    void painted()
      .then(() => look(row))
      .catch(() => undefined);
  };

  async function open(row: VaultRow, code: string): Promise<void> {
    const { device } = await look(row);
    await enter(row, await everyday.recover(device, code));
  }

  async function openByPin(row: VaultRow, pin: string): Promise<Opening> {
    const { device } = await look(row);
    const outcome = await everyday.open(device, pin);
    if (outcome.type === 'open') await enter(row, outcome.vault);
    return outcome;
  }

  async function enter(row: VaultRow, vault: Vault): Promise<void> {
    const { runner } = await look(row);
    const { layOpen } = await opening();
    const { unlocked, close } = await layOpen({
      ...{ vault, runner, fetch, sync, demo: demo.value },
      isOpen: () => stage.value.type === 'open',
      onLocked: (facts) => {
        closeDesk = undefined;
        show({ type: 'locked', row: vault.device.row, facts });
      },
    });
    closeDesk = close;
    show({ type: 'open', unlocked });
  }

  async function make(signedIn: VaultSignIn, tablet: string, code: string): Promise<void> {
    const device = makeId();
    await (await loop()).makeNamed(fetch, { device, signedIn, tablet, code, demo: demo.value });
    const row = (await listVaults()).find((one) => one.device === device)!;
    await open(row, code);
  }

  async function renew({ vault, runner }: Unlocked, signedIn: VaultSignIn): Promise<void> {
    const [{ keepAccess }, access] = await Promise.all([
      import('../store/access.ts'),
      (await loop()).nameAgain(fetch, vault.device.row, signedIn),
    ]);
    await keepAccess(vault, access);
    runner.signedIn();
  }

  const unsent = async (row: VaultRow): Promise<number> => (await run(row)).unsent();

  async function forget(row: VaultRow, signedIn: VaultSignIn): Promise<'deleted' | 'unsent'> {
    let spent = false;
    const done = await drop(row).catch(async (error: unknown) => {
      if (!(error instanceof NetworkError) || error.reason !== 'unknownDevice') throw error;
      // The endpoint was restored to a day before this vault: her sign-in names it again, so that it takes what is unsent.
      await (await loop()).nameAgain(fetch, row, signedIn);
      spent = true;
      return drop(row);
    });
    if (done === 'unsent') return done;
    const devices = signedIn.devices.filter(({ id }) => id !== row.device);
    show({ type: 'first', ...(!spent && { signedIn: { ...signedIn, devices } }) });
    return done;
  }

  /** Sends what is unsent of a vault, then deletes it. */
  async function drop(row: VaultRow): Promise<'deleted' | 'unsent'> {
    const { mustAnswer, forgetStopped } = await loop();
    await mustAnswer(fetch);
    await stopRunning(row.device);
    let done: 'deleted' | 'unsent' = 'unsent';
    try {
      done = await forgetStopped(row, { fetch, now, makeNonce: makeId });
    } finally {
      if (done === 'unsent') void look(row);
    }
    if (done === 'deleted') everyday.drop(row.device);
    return done;
  }

  /** Another tab took over: this one holds no key and no database any more, and waits for its turn. */
  async function yieldTab(): Promise<void> {
    closeDesk?.();
    closeDesk = undefined;
    everyday.drop();
    const stopping = [...running.keys()].map(stopRunning);
    holdThisTab(0);
    await Promise.all(stopping);
  }

  function holdThisTab(patience: number): void {
    const tab = holdTab(() => void yieldTab());
    const late = setTimeout(() => show({ type: 'otherTab', useHere: tab.takeOver }), patience);
    void tab.active.then(() => {
      clearTimeout(late);
      return begin();
    });
  }

  if (!canRun()) show({ type: 'tooOld' });
  else holdThisTab(patienceAtStart);
  return {
    stage,
    fetch,
    now,
    makeId,
    demo,
    sync,
    show,
    begin,
    pick,
    make,
    renew,
    open,
    openByPin,
    everyday,
    unsent,
    forget,
  };
}

/** Needs a secure context with WebCrypto, IndexedDB and Web Locks; below that a plain page says so. */
const canRun = (): boolean =>
  'indexedDB' in window && crypto.subtle !== undefined && navigator.locks !== undefined;

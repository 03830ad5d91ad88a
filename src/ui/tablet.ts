import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { dayOf } from '../domain/day.ts';
import { fieldOf } from '../domain/merge.ts';
import type { Person } from '../domain/person.ts';
import { sessionPhase } from '../domain/session.ts';
import type { VaultRow } from '../store/db.ts';
import { readDrafts } from '../store/draft.ts';
import { unsentCount } from '../store/marks.ts';
import { readMarks } from '../store/outbox.ts';
import { records, type Shelf } from '../store/shelf.ts';
import {
  createVault,
  type Device,
  listVaults,
  type Means,
  makeSigningKeys,
  openDevice,
  type Vault,
} from '../store/vault.ts';
import { askWhoIAm, type Fetch, nameDevice } from '../sync/endpoint.ts';
import { type Runner, type SyncState, startRunner } from '../sync/run.ts';
import { holdTab } from '../sync/tab.ts';
import { wakeOnEvents } from '../sync/wake.ts';
import type { Desk } from './desk.tsx';
import type { Draft } from './drafts.ts';
import { type Everyday, holdEveryday, type Opening } from './everyday.ts';
import { watchIdle } from './idle.ts';
import { openDesk } from './open-desk.ts';

/** What a locked tablet may say: that an hour runs, and until when. Nothing about anybody. */
export interface LockedFacts {
  until?: string;
  drafts: number;
}

export type Stage =
  | { at: 'starting' }
  | { at: 'tooOld' }
  | { at: 'otherTab'; useHere: () => void }
  | { at: 'dead' }
  | { at: 'first' }
  | { at: 'pick'; rows: VaultRow[] }
  | { at: 'locked'; row: VaultRow; facts: LockedFacts }
  | { at: 'open'; desk: Desk };

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
  /** Makes a worker's vault on this tablet and opens it. Throws NetworkError, StoreFault. */
  make: (person: Person, tabletName: string, code: string) => Promise<void>;
  /** Throws StoreFault `wrongCode`; nothing is lost by it. */
  open: (row: VaultRow, code: string) => Promise<void>;
  /** One try with her everyday code; what it came to. */
  openByPin: (row: VaultRow, pin: string) => Promise<Opening>;
  everyday: Everyday;
  unsent: (row: VaultRow) => Promise<number>;
  /** The code is lost: sends what is unsent, then deletes the local copy. Throws NetworkError; then nothing was deleted. */
  forget: (row: VaultRow) => Promise<'deleted' | 'unsent'>;
}

interface Running {
  device: Device;
  runner: Runner;
  state: Signal<SyncState>;
  stop: () => Promise<void>;
}

/** A second tab is told after this long that there is another one. */
const patienceAtStart = 400;

/** The tablet from the page's start to its end: which vaults there are, which is open, and a loop for each that sends. */
export function startTablet(parts: Means & { fetch: Fetch; chance: () => number }): Tablet {
  const { fetch, now, makeId } = parts;
  const stage = signal<Stage>({ at: 'starting' });
  const demo = signal(false);
  const everyday = holdEveryday({ now, makeId });
  const idleSync: SyncState = {
    unsent: 0,
    since: null,
    contact: null,
    failure: null,
    nextTry: null,
    needsSignIn: false,
    downloading: false,
  };
  const sync = signal(idleSync);
  const running = new Map<string, Running>();
  let closeDesk: (() => void) | undefined;
  let current: string | undefined;

  /** Every vault of the tablet goes on sending, also while another is open. */
  function run(row: VaultRow): Running {
    const known = running.get(row.device);
    if (known) return known;
    const device = openDevice(row);
    const state = signal(idleSync);
    const runner = startRunner({
      device,
      fetch,
      now,
      chance: parts.chance,
      makeNonce: makeId,
      onState: (said) => {
        state.value = said;
        if (current === row.device) sync.value = said;
      },
      // The loop goes on by itself; a store that is dead says so where somebody saves.
      onFault: () => undefined,
    });
    const unwake = wakeOnEvents(runner);
    const stop = async () => {
      unwake();
      running.delete(row.device);
      await runner.stop();
      device.db.close();
    };
    const started = { device, runner, state, stop };
    running.set(row.device, started);
    runner.wake();
    return started;
  }

  function look(row: VaultRow): Running {
    const one = run(row);
    current = row.device;
    sync.value = one.state.value;
    return one;
  }

  const show = (next: Stage): void => {
    stage.value = next;
  };

  async function begin(): Promise<void> {
    try {
      const rows = await listVaults();
      for (const row of rows) run(row);
      if (rows.some((row) => row.demo)) demo.value = true;
      if (rows.length === 0) show({ at: 'first' });
      else if (rows.length === 1) pick(rows[0]!);
      else show({ at: 'pick', rows });
    } catch {
      show({ at: 'dead' });
    }
  }

  const pick = (row: VaultRow): void => {
    look(row);
    show({ at: 'locked', row, facts: { drafts: 0 } });
  };

  async function open(row: VaultRow, code: string): Promise<void> {
    await enter(row, await everyday.recover(look(row).device, code));
  }

  async function openByPin(row: VaultRow, pin: string): Promise<Opening> {
    const opening = await everyday.open(look(row).device, pin);
    if (opening.is === 'open') await enter(row, opening.vault);
    return opening;
  }

  async function enter(row: VaultRow, vault: Vault): Promise<void> {
    const { runner } = look(row);
    const found = await readDrafts<Draft>(vault);
    const opened = await openDesk({ vault, runner, fetch, sync, demo: demo.value, found, lock });
    const stopWatching = watchIdle({
      now,
      isTalking: () => opened.desk.drafts.all.value.size > 0,
      onLock: lock,
      onCover: cover,
    });
    closeDesk = () => {
      stopWatching();
      opened.close();
      runner.setVault(undefined);
    };
    runner.setVault(vault);
    show({ at: 'open', desk: opened.desk });

    /** What is typed is on the disk first. Where the disk takes nothing, the page stays open: it is the only copy. */
    async function lockNow(): Promise<void> {
      await opened.desk.drafts.flush();
      if (stage.value.at !== 'open') return;
      if (opened.desk.drafts.kept.value !== 'kept') return cover(true);
      const facts = factsOf(vault.shelf, row.person, now(), opened.desk.drafts.all.value.size);
      closeDesk?.();
      closeDesk = undefined;
      show({ at: 'locked', row: vault.device.row, facts });
    }
    function lock(): void {
      void lockNow();
    }
  }

  async function make(person: Person, tabletName: string, code: string): Promise<void> {
    const { signing, publicKey } = await makeSigningKeys();
    const device = makeId();
    const serverKey = await nameDevice(fetch, { id: device, tablet: tabletName, publicKey });
    const made = { device, person, tablet: tabletName, serverKey, signing, publicKey, code };
    await createVault({ ...made, demo: demo.value });
    const row = (await listVaults()).find((one) => one.device === device)!;
    await open(row, code);
  }

  const unsent = async (row: VaultRow): Promise<number> => unsentCount(await readMarks(run(row).device.db));

  async function forget(row: VaultRow): Promise<'deleted' | 'unsent'> {
    // Without a connection nothing could be fetched again, so nothing is deleted.
    await askWhoIAm(fetch);
    const { forgetVault } = await import('../sync/forget.ts');
    await run(row).stop();
    const device = openDevice(row);
    let done: 'deleted' | 'unsent' = 'unsent';
    try {
      done = await forgetVault(device, { fetch, now, makeNonce: makeId });
    } finally {
      device.db.close();
      if (done === 'unsent') look(row);
    }
    if (done === 'deleted') everyday.drop(row.device);
    if (done === 'deleted') show({ at: 'first' });
    return done;
  }

  /** Another tab took over: this one holds no key and no database any more, and waits for its turn. */
  async function yieldTab(): Promise<void> {
    closeDesk?.();
    closeDesk = undefined;
    everyday.drop();
    const stopping = [...running.values()].map(({ stop }) => stop());
    holdThisTab(0);
    await Promise.all(stopping);
  }

  function holdThisTab(patience: number): void {
    const tab = holdTab(() => void yieldTab());
    const late = setTimeout(() => show({ at: 'otherTab', useHere: tab.takeOver }), patience);
    void tab.active.then(() => {
      clearTimeout(late);
      return begin();
    });
  }

  if (!canRun()) show({ at: 'tooOld' });
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
    open,
    openByPin,
    everyday,
    unsent,
    forget,
  };
}

const cover = (covered: boolean): void => {
  document.documentElement.toggleAttribute('data-covered', covered);
};

/** Needs a secure context with WebCrypto, IndexedDB and Web Locks; below that a plain page says so. */
const canRun = (): boolean =>
  'indexedDB' in window && crypto.subtle !== undefined && navigator.locks !== undefined;

function factsOf(shelf: Shelf, person: string, now: number, drafts: number): LockedFacts {
  const today = dayOf(now);
  const open = records(shelf, 'session').find(
    (session) =>
      session.fixed.worker === person &&
      sessionPhase(session) === 'open' &&
      dayOf(String(fieldOf(session, 'started'))) === today,
  );
  return open ? { until: String(open.fixed.end), drafts } : { drafts };
}

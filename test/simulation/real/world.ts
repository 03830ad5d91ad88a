import { randomUUID } from 'node:crypto';
import { type Fetch, NetworkError, nameDevice, signInForVault } from '#api/client/http.ts';
import { logScope, personScope, refScope, type SyncAnswer } from '#api/sync.ts';
import { dayOf } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import type { IncomingChange } from '#domain/merge/merge.ts';
import type { ChangeId } from '#domain/merge/register.ts';
import { beginEpoch } from '#server/records/epoch.ts';
import { keepAccess } from '#tablet/store/access.ts';
import type { VaultRow } from '#tablet/store/db.ts';
import { type Device, openDevice } from '#tablet/store/device.ts';
import { StorageError } from '#tablet/store/storage-error.ts';
import { initialProgress } from '#tablet/store/sync-progress.ts';
import { unlock, type Vault } from '#tablet/store/vault.ts';
import { type Download, startDownload } from '#tablet/sync/prefetch.ts';
import { startUpload, syncOnce, type Upload } from '#tablet/sync/sync-once.ts';
import { type Endpoint, openEndpoint, people, places } from '../../helpers/endpoint.ts';
import { makeTablet } from '../../helpers/tablet.ts';
import { useDisk } from '../../helpers/vault.ts';
import { openSnapshots, type Snapshots } from './database.ts';
import { copyDisk, type DiskCopy, diskFrom, failAt } from './disk.ts';
import { hooks } from './hooks.ts';
import { type Browser, networkOf, openBrowser, type Way } from './network.ts';

/** An answer that is under way while the tablet goes on. */
interface Held {
  release: () => void;
  done: Promise<unknown>;
}

/** One worker's vault on one disk, with the real client code over it. */
export interface Tab {
  name: string;
  person: Id;
  row: VaultRow;
  code: string;
  disk: IDBFactory;
  device: Device;
  vault: Vault;
  browser: Browser;
  isSignedIn: boolean;
  held: Held[];
  /** What a run of requests carries along; a failure or a new page forgets it. */
  download: Download;
  upload: Upload;
  /** The scopes of the newest answer with rows that it applied. */
  scopes: string[] | undefined;
  backup: DiskCopy | undefined;
  /** Is this disk the only one that ever was this device? */
  isOnlyOne: boolean;
}

export interface World {
  endpoint: Endpoint;
  snapshots: Snapshots;
  tabs: Tab[];
  /** Every change that a screen called saved. */
  ledger: Map<ChangeId, { arrival: IncomingChange; tab: string }>;
  /** Changes that only an overwritten disk held: what no design can keep. */
  orphans: Set<ChangeId>;
  erased: Set<Id>;
  /** Until when each worker serves each place (`person place` → day or null): the truth that a restore does not change. */
  served: Map<string, string | null>;
  /** Places that were ever taken from a worker: `person scope`. */
  everRevoked: Set<string>;
  backupAt: number | undefined;
}

export interface Seed {
  endpoint: Endpoint;
  snapshots: Snapshots;
  stored: { row: VaultRow; code: string; copy: DiskCopy; cookie: string; name: string }[];
}

const start = '2026-11-23T08:00:00.000Z';
export const minute = 60_000;
export const day = 24 * 60 * minute;

/** One endpoint and three tablets, before anything has happened; every history begins here. */
export async function openSeed(): Promise<Seed> {
  const endpoint = await openEndpoint();
  const { sql, app } = endpoint;
  await sql`delete from sync_row where scope = ${refScope} and kind not in ('municipality', 'institution')`;
  await sql`delete from sync_row where kind = 'institution' and doc ->> 'number' not in (${places.shared}, ${places.west}, ${places.east})`;
  await sql`delete from assignment where institution not in (${places.shared}, ${places.west}, ${places.east})`;
  const stored: Seed['stored'] = [];
  for (const [name, person] of [
    ['west', people.west],
    ['east', people.east],
    ['east-2', people.east],
  ] as const) {
    const browser = openBrowser(app);
    const { browser: _, ...rest } = endpoint;
    const { device, row, code } = await makeTablet({ ...rest, browser: () => browser.fetch }, person);
    stored.push({ name, row, code, cookie: browser.cookie, copy: await copyDisk(device) });
    device.db.close();
  }
  const snapshots = await openSnapshots(sql);
  await snapshots.keep('first');
  return { endpoint, snapshots, stored };
}

export async function newWorld({ endpoint, snapshots, stored }: Seed): Promise<World> {
  endpoint.clock.set(start);
  await snapshots.putBack('first');
  const world: World = {
    endpoint,
    snapshots,
    tabs: [],
    ledger: new Map(),
    orphans: new Set(),
    erased: new Set(),
    served: new Map(),
    everRevoked: new Set(),
    backupAt: undefined,
  };
  const rows = await endpoint.sql<{ person: Id; institution: string; to: string | null }[]>`
    select person, institution, valid_to as to from assignment`;
  for (const { person, institution, to } of rows) world.served.set(`${person} ${institution}`, to);
  hooks.applied = (db, { lost, scopes }) => {
    const tab = world.tabs.find(({ device }) => device.db === db);
    if (tab && !lost && scopes) tab.scopes = scopes;
  };
  for (const { name, row, code, copy, cookie } of stored) {
    world.tabs.push(
      await openTab(world, { name, row, code, disk: await diskFrom(row, copy), cookie, isOnlyOne: true }),
    );
  }
  return world;
}

export async function openTab(
  world: World,
  from: Pick<Tab, 'name' | 'row' | 'code' | 'disk' | 'isOnlyOne'> & { cookie: string },
): Promise<Tab> {
  const { code, disk, cookie, name, isOnlyOne } = from;
  // What a sign-in renews is this disk's: a copy, or another history, goes on with what it had.
  const row = { ...from.row };
  const { endpoint } = world;
  const opened = await openPage(world, { row, code, disk });
  return {
    ...{ name, row, code, disk, isOnlyOne, person: row.person, ...opened },
    ...{ browser: openBrowser(endpoint.app, cookie), isSignedIn: true, held: [] },
    ...{ download: startDownload(), upload: startUpload(), scopes: undefined, backup: undefined },
  };
}

async function openPage(
  { endpoint: { clock, deps } }: World,
  { row, code, disk }: Pick<Tab, 'row' | 'code' | 'disk'>,
): Promise<Pick<Tab, 'device' | 'vault'>> {
  useDisk(disk);
  const device = openDevice(row);
  return { device, vault: await unlock(device, code, { now: clock.now, makeId: deps.makeId }) };
}

/** A failure, or a new page: nothing is carried from request to request. */
const forgetRun = (tab: Tab): void => {
  Object.assign(tab, { download: startDownload(), upload: startUpload() });
};

/** The page is gone: what was in its memory, and every answer that it waited for. */
export async function reload(world: World, tab: Tab): Promise<void> {
  tab.device.db.close();
  tab.held = [];
  forgetRun(tab);
  Object.assign(tab, await openPage(world, tab));
}

/**
 * The page dies in the middle of something, at the `at`-th call of IndexedDB. What it called saved is there, what it did
 * not call saved is not (P1).
 */
export async function crash(world: World, tab: Tab, at: number, work: () => Promise<unknown>): Promise<void> {
  const before = (await progressOf(tab)).changesMade;
  const stop = failAt(at, 'InvalidStateError', 'ever');
  const isSaved = await work()
    .then(
      () => true,
      (error: unknown) => {
        if (error instanceof StorageError && error.reason === 'dead') return false;
        throw error;
      },
    )
    .finally(stop);
  await reload(world, tab);
  const after = (await progressOf(tab)).changesMade;
  if (!isSaved && after !== before) throw new Violation(`P1: ${tab.name} kept what it did not call saved`);
}

/** What a worker may read today. */
export function allowed(world: World, person: Id): string[] {
  const today = dayOf(world.endpoint.clock.now());
  const logs = [...world.served]
    .filter(([key, to]) => key.startsWith(person) && (to === null || today <= to))
    .map(([key]) => logScope(key.slice(person.length + 1)));
  return [refScope, personScope(person), ...logs];
}

export class Violation extends Error {}

/** The rows of an answer lie in scopes that this worker has today (P6). */
function checkAnswer(world: World, tab: Tab, answer: SyncAnswer): void {
  const may = allowed(world, tab.person);
  for (const [scope] of answer.rows) {
    if (!may.includes(scope)) throw new Violation(`P6: ${tab.name} was sent a row of ${scope}`);
  }
}

export type Asked = Pick<Way, 'fate' | 'limit' | 'shuffled'> & { batch: number; isLocked?: boolean };

/** One request of the real client; what the network does to it is data. Failures are answered as the loop answers them. */
export async function syncTab(world: World, tab: Tab, asked: Asked): Promise<'more' | 'done' | 'failed'> {
  useDisk(tab.disk);
  let release = (): void => undefined;
  let onHeld = (): void => undefined;
  const released = new Promise<void>((settle) => {
    release = settle;
  });
  const reached = new Promise<void>((settle) => {
    onHeld = settle;
  });
  const onAnswer = (answer: SyncAnswer): void => checkAnswer(world, tab, answer);
  const { download, upload } = tab;
  const isAhead = () => download.ahead.length > 0;
  const way = { ...asked, onAnswer, released, onHeld, isAhead };
  const fetch: Fetch = networkOf(tab.browser, tab.device, way);
  const { clock, deps } = world.endpoint;
  const vault = asked.isLocked ? undefined : tab.vault;
  const pulls = tab.isSignedIn && !asked.isLocked;
  const parts = { fetch, device: tab.device, vault, now: clock.now, makeNonce: deps.makeId, pulls };
  const done = syncOnce({ ...parts, batch: asked.batch, download, upload }).then(
    async (exchanged) => {
      await isSettled(download);
      await upload.reading;
      return exchanged === 'outdated' || exchanged.more ? 'more' : 'done';
    },
    (error: unknown) => {
      forgetRun(tab);
      if (!(error instanceof NetworkError)) throw error;
      if (error.reason === 'signIn') tab.isSignedIn = false;
      return 'failed' as const;
    },
  );
  if (asked.fate !== 'held') return done;
  const isHeld = await Promise.race([reached.then(() => true), done.then(() => false)]);
  if (isHeld) tab.held.push({ release, done });
  // What is read while the request is under way is not what the next step waits for.
  await upload.reading;
  return 'more';
}

/** What is asked for ahead comes before the next step, so that a history runs the same way every time. */
async function isSettled({ ahead }: Download): Promise<void> {
  for (let known = -1; known !== ahead.length; ) {
    known = ahead.length;
    for (const { page } of [...ahead]) await page;
  }
}

/** A held answer arrives, be it late. */
export async function deliver(tab: Tab, which: number): Promise<void> {
  const [held] = tab.held.splice(which % Math.max(1, tab.held.length), 1);
  held?.release();
  await held?.done;
}

/** Her sign-in renews what this vault reads with; a copy of it reads no more until she signs in there. */
export async function signIn(tab: Tab): Promise<void> {
  useDisk(tab.disk);
  const { signIn } = await signInForVault(tab.browser.fetch, tab.person);
  const { device: id, tablet, publicKey } = tab.row;
  const named = { id, person: tab.person, signIn, tablet, publicKey };
  await keepAccess(tab.vault, (await nameDevice(tab.browser.fetch, named)).access);
  tab.isSignedIn = true;
}

/** The server is put back to its backup and booted; erasures and revocations since are replayed before it opens. */
export async function restoreServer(world: World): Promise<void> {
  const { endpoint, snapshots, backupAt } = world;
  // A restore refuses what is older than the 30 days for which tablets keep what they sent.
  if (backupAt === undefined || endpoint.clock.now() - backupAt > 29 * day) return;
  await snapshots.putBack('backup');
  // The epoch comes before the replay: versions given in the old epoch could not be told from those that were lost.
  await beginEpoch(endpoint.sql, randomUUID, endpoint.clock.now);
  for (const id of world.erased) await eraseRows(world, id);
  for (const [key, to] of world.served) await saveServed(world, key, to);
}

export async function saveServed(
  { endpoint: { sql } }: World,
  key: string,
  to: string | null,
): Promise<void> {
  const [person, institution] = key.split(' ') as [Id, string];
  await sql`update assignment set valid_to = ${to} where person = ${person} and institution = ${institution}`;
}

/** The erasure of one record as a retention rule makes it: a tombstone stays, the text is nowhere. */
export async function eraseRows({ endpoint: { sql }, ledger }: World, id: Id): Promise<void> {
  const known = [...ledger.values()].find(({ arrival }) => arrival.object === id)!.arrival;
  await sql.begin(async (tx) => {
    const [clock] = await tx<{ v: number }[]>`update sync_clock set v = v + 1 returning v`;
    await tx`
      insert into sync_row (scope, kind, id, v, deleted) values (${logScope(known.institution)}, ${known.kind}, ${id}, ${clock!.v}, true)
      on conflict (scope, kind, id) do update set v = excluded.v, deleted = true, doc = null`;
    const ops = await tx<{ op: ChangeId }[]>`
      select op from change where object = ${id} union select op from parked where body ->> 'object' = ${id}`;
    const all = ops.map(({ op }) => op);
    await tx`update change set body = null where object = ${id}`;
    await tx`delete from parked where op = any(${all})`;
    await tx`delete from quarantine where op = any(${all})`;
    await tx`update sync_row set v = ${clock!.v}, deleted = true, doc = null where id = any(${all}) and not deleted`;
  });
}

export async function cloneTab(world: World, tab: Tab): Promise<void> {
  const disk = await diskFrom(tab.row, await copyDisk(tab.device));
  tab.isOnlyOne = false;
  const clone = { ...tab, disk, name: `${tab.name}-clone`, cookie: tab.browser.cookie };
  world.tabs.push(await openTab(world, clone));
}

/** The tablet is put back to its own backup. What only this disk held is lost, and nobody can help that. */
export async function restoreTab(world: World, tab: Tab): Promise<void> {
  if (!tab.backup) return;
  const before = await tab.device.db.ops.toArray();
  tab.device.db.close();
  tab.held = [];
  forgetRun(tab);
  tab.isOnlyOne = false;
  tab.scopes = undefined;
  tab.disk = await diskFrom(tab.row, tab.backup);
  Object.assign(tab, await openPage(world, tab));
  const kept = new Set<ChangeId>();
  for (const other of world.tabs) for (const { op } of await other.device.db.ops.toArray()) kept.add(op);
  for (const { op } of before) if (!kept.has(op)) world.orphans.add(op);
}

export const progressOf = async ({ device }: Tab) =>
  (await device.db.syncProgress.get('sync')) ?? initialProgress;

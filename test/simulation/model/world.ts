import type { Id } from '#domain/id.ts';
import type { IncomingChange } from '#domain/merge/merge.ts';
import type { RecordState } from '#domain/merge/record-state.ts';
import type { ChangeId } from '#domain/merge/register.ts';
import {
  type Answer,
  beginEpoch,
  copyDatabase,
  type Database,
  day,
  emptyDatabase,
  isLost,
  type Readable,
  type Request,
} from './database.ts';
import { type Broken, type Defect, type Rules, rulesWith } from './defects.ts';
import { places, pull, scopesOf } from './pull.ts';
import { erase, overdue, type Push, pushAll, releaseOverdue } from './push.ts';
import { emptyStore, type Store, type Tablet } from './tablet.ts';

interface InFlight {
  request: Request;
  from: Tablet;
  load: number;
}

/** Everything there is: one server, its tablets, the network between them, and what the invariants must remember. */
export interface World {
  db: Database;
  now: number;
  broken: Broken;
  rules: Rules;
  tablets: Tablet[];
  requests: InFlight[];
  answers: { answer: Answer; to: Tablet; load: number; sent: ChangeId[] }[];
  /** A push that has the clock and has not committed. */
  open: { flight: InFlight; v: number; clockIsFree: boolean } | undefined;
  snapshots: { db: Database; at: number; order: number }[];
  backups: { tablet: Tablet; store: Store }[];
  /** Outside the database: what a restore replays. */
  erasures: Set<Id>;
  revocations: { key: string; at: number; order: number }[];
  records: { session: Id[]; consultation: Id[]; note: Id[] };
  ids: number;
  orders: number;
  // For the invariants.
  truth: Map<string, number>;
  ledger: Map<ChangeId, { device: Id; made: number; change: Readable }>;
  overwritten: Set<ChangeId>;
  copiedDevices: Set<Id>;
  refused: Set<ChangeId>;
  refusedObjects: Set<Id>;
  checked: Map<Id, { state: RecordState; merged: readonly IncomingChange[] }>;
  seen: { [situation: string]: number };
}

export const people = ['00000001', '00000002'].map((head) => `${head}-0000-7000-8000-000000000000` as Id);

export function newWorld(defect: Defect | undefined): World {
  const world: World = {
    db: emptyDatabase(),
    now: 0,
    broken: (asked) => asked === defect,
    rules: rulesWith(defect),
    tablets: [],
    requests: [],
    answers: [],
    open: undefined,
    snapshots: [],
    backups: [],
    erasures: new Set(),
    revocations: [],
    records: { session: [], consultation: [], note: [] },
    ids: 0,
    orders: 0,
    truth: new Map(),
    ledger: new Map(),
    overwritten: new Set(),
    copiedDevices: new Set(),
    refused: new Set(),
    refusedObjects: new Set(),
    checked: new Map(),
    seen: {},
  };
  for (const person of people) for (const place of places) grant(world, person, place);
  for (const person of [0, 1, 0]) addTablet(world, people[person]!);
  return world;
}

export const note = (world: World, situation: string): void => {
  world.seen[situation] = (world.seen[situation] ?? 0) + 1;
};

/** Ids sort in no order that means anything: UUIDv7 of tablets whose clocks differ do not either. */
export function makeId(world: World): Id {
  world.ids += 1;
  const mixed = (Math.imul(world.ids, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
  return `${mixed}-${world.ids.toString(16).padStart(4, '0')}-7000-8000-000000000000`;
}

export function addTablet(world: World, person: Id, device = makeId(world), store = emptyStore()): Tablet {
  const name = `T${world.tablets.length + 1}`;
  const tablet: Tablet = {
    name,
    device,
    person,
    store,
    locked: false,
    batch: 200,
    loads: 0,
    shown: new Map(),
  };
  world.tablets.push(tablet);
  return tablet;
}

export function grant(world: World, person: Id, place: string): void {
  world.db.grants.set(`${person} ${place}`, Number.POSITIVE_INFINITY);
  world.truth.set(`${person} ${place}`, Number.POSITIVE_INFINITY);
}

export function revoke(world: World, person: Id, place: string): void {
  const key = `${person} ${place}`;
  if ((world.truth.get(key) ?? 0) <= world.now) return;
  world.db.grants.set(key, world.now);
  world.truth.set(key, world.now);
  world.orders += 1;
  world.revocations.push({ key, at: world.now, order: world.orders });
}

const writing = (world: World, v: number): Push => {
  const { db, now, rules, broken } = world;
  return { db, v, now, rules, broken };
};

/** Takes the clock for a writer that is not a push. A push that holds it commits first. */
export function withClock(world: World, work: (push: Push) => void): void {
  commit(world);
  world.db.v += 1;
  work(writing(world, world.db.v));
}

export type Fate = 'whole' | 'twice' | 'slow' | 'torn' | 'signIn' | 'tooLarge' | 'tooOld';

/** A request reaches the server. False where it has to wait for the clock. */
export function arrive(world: World, flight: InFlight, fate: Fate): boolean {
  const { db, broken } = world;
  const { request } = flight;
  const isPush = request.changes.length > 0;
  const lost = isLost(db, request.seen, broken('lastVUnchecked'));
  if (isPush && !lost && world.open && !world.open.clockIsFree) return false;
  if (fate !== 'twice') world.requests = world.requests.filter((other) => other !== flight);
  if (fate === 'signIn' || (fate === 'tooLarge' && request.changes.length > 1)) {
    respond(world, flight, { status: fate === 'signIn' ? 401 : 413 });
  } else if (fate === 'torn' && isPush && !lost) {
    tear(world, request);
  } else if (fate === 'slow' && isPush && !lost && !world.open) {
    note(world, 'slow commit');
    openTransaction(world, flight);
  } else {
    serve(world, flight, fate === 'tooOld');
  }
  return true;
}

function openTransaction(world: World, flight: InFlight): void {
  const { db, broken, now } = world;
  const v = db.v + 1;
  let clockIsFree = false;
  if (broken('nextval')) {
    db.v = v;
    clockIsFree = true;
  }
  if (broken('savepointFreesClock')) {
    const trial: Push = { db: copyDatabase(db), v, now, rules: world.rules, broken };
    clockIsFree = pushAll(trial, from(flight.request)).some(({ r }) => r === 'refused');
  }
  world.open = { flight, v, clockIsFree };
}

export function commit(world: World): void {
  const { open } = world;
  if (!open) return;
  world.open = undefined;
  serve(world, open.flight, false, open.v);
}

/** The endpoint dies inside the transaction. */
function tear(world: World, request: Request): void {
  note(world, 'torn push');
  if (world.broken('splitPush')) {
    const copy = copyDatabase(world.db);
    pushAll({ ...writing(world, copy.v + 1), db: copy }, from(request));
    world.db.known = copy.known;
  }
  reboot(world);
}

const from = ({ changes, device, person }: Request) =>
  changes.map((change) => ({ ...change, device, person }));

function serve(world: World, flight: InFlight, tooOld: boolean, reserved?: number): void {
  const { db, broken, now } = world;
  const { request } = flight;
  const { device, cursors } = request;
  const pulls = cursors !== undefined && !tooOld;
  if (isLost(db, request.seen, broken('lastVUnchecked'))) {
    note(world, 'lost');
    const rows = broken('lostCarriesRows') && pulls ? pull(db, request, now, broken) : {};
    respond(world, flight, { ...rows, lost: true, seen: [db.token, db.v] });
    return;
  }
  db.made.set(device, Math.max(db.made.get(device) ?? 0, request.made));
  let acks: Answer['acks'] = [];
  if (request.changes.length > 0) {
    const v = reserved ?? db.v + 1;
    db.v = Math.max(db.v, v);
    acks = pushAll(writing(world, v), from(request));
    for (const { r, problem } of acks) note(world, problem ? `refused ${problem}` : r);
  }
  if (!pulls) {
    respond(world, flight, { acks, seen: [db.token, db.v] });
  } else if (broken('tornPull') && world.open) {
    const before = copyDatabase(db);
    commit(world);
    respond(world, flight, { acks, ...pull(before, request, now, broken, [db.token, db.v]) });
  } else {
    respond(world, flight, { acks, ...pull(db, request, now, broken) });
  }
}

function respond(world: World, { request, from: to, load }: InFlight, parts: Partial<Answer>): void {
  world.orders += 1;
  const answer: Answer = {
    status: 200,
    body: 'whole',
    requestNo: request.requestNo,
    now: world.now,
    seen: [world.db.token, world.db.v],
    lost: false,
    acks: [],
    rows: [],
    more: true,
    reset: [],
    order: world.orders,
    allowed: new Set(scopesOf(world.truth, request.person, world.now)),
    ...parts,
  };
  world.answers.push({ answer, to, load, sent: request.changes.map(({ op }) => op) });
}

/** Somebody on the way answers in the server's place: a captive portal, a proxy, another request's answer. */
export function forge(world: World, flight: InFlight, body: 'html' | 'cut' | 'foreign'): void {
  world.requests = world.requests.filter((other) => other !== flight);
  const acks = flight.request.changes.map(({ op }) => ({ op, r: 'ok' as const }));
  respond(world, flight, { body, acks });
}

export function reboot(world: World): void {
  world.open = undefined;
  const { db, broken } = world;
  world.orders += 1;
  beginEpoch(db, broken('tokenIsNumber') ? `epoch-${db.epoch + 1}` : `epoch-${db.epoch + 1}-${world.orders}`);
}

/** The database as it was, a new epoch, then what has been erased and revoked since: from a file outside the database. */
export function restore(world: World, { db, order }: World['snapshots'][number]): void {
  note(world, 'server restored');
  world.db = copyDatabase(db);
  reboot(world);
  world.truth = new Map(db.grants);
  for (const revocation of world.revocations) {
    if (revocation.order < order) continue;
    world.truth.set(revocation.key, revocation.at);
    if (!world.broken('noRevocationReplay')) world.db.grants.set(revocation.key, revocation.at);
  }
  if (!world.broken('noErasureReplay')) withClock(world, (push) => replay(world, push));
  world.checked = new Map(
    [...world.db.records].map(([id, state]) => [id, { state, merged: world.db.merged.get(id) ?? [] }]),
  );
}

const replay = (world: World, push: Push): void => {
  for (const id of world.erasures) if (!push.db.erased.has(id)) erase(push, id);
};

export function eraseRecord(world: World, id: Id): void {
  withClock(world, (push) => {
    erase(push, id);
    for (const gone of push.db.erased) world.erasures.add(gone);
  });
}

/** Days pass, and the endpoint's daily job decides what has waited too long. */
export function passDays(world: World, days: number): void {
  if (world.open) {
    commit(world);
    return;
  }
  world.now += days * day;
  if (overdue(world.db, world.now).length === 0) return;
  note(world, 'overdue');
  withClock(world, releaseOverdue);
}

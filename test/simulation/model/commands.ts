import { logScope, refScope } from '#api/sync.ts';
import { copyDatabase, day, putRow } from './database.ts';
import { checkCounts } from './invariants.ts';
import { places } from './pull.ts';
import { type Asking, apply, begin, copyStore, type Tablet, unsent } from './tablet.ts';
import {
  addTablet,
  arrive,
  commit,
  eraseRecord,
  type Fate,
  forge,
  grant,
  note,
  passDays,
  people,
  reboot,
  restore,
  revoke,
  type World,
  withClock,
} from './world.ts';
import { type Picks, pick, type Run, writes } from './writes.ts';

/** A command is data: what to do, and three small numbers that pick among what is there. */
export interface Command extends Picks {
  do: Verb;
}

const asking = (b: number, c: number): Asking => ({
  limit: [1, 2, 3, 1000][b % 4]!,
  batch: [1, 2, 200][c % 3]!,
  check: false,
  shuffle: (ops) => (c % 2 === 0 ? ops : ops.toReversed()),
});

function ask(world: World, tablet: Tablet, how: Asking): World['requests'][number] {
  const flight = { request: begin(tablet, how, world.broken), from: tablet, load: tablet.loads };
  checkCounts(world, tablet, flight.request);
  world.requests.push(flight);
  return flight;
}

function hear(world: World, flight: World['answers'][number], tear: boolean): void {
  world.answers = world.answers.filter((other) => other !== flight);
  const { answer, to, load, sent } = flight;
  if (load === to.loads && world.tablets.includes(to)) apply(to, answer, sent, world.broken, tear);
}

/** One request there and back, with nothing in its way but the clock. False where there is more to come. */
export function exchange(world: World, tablet: Tablet, how: Asking): boolean {
  const flight = ask(world, tablet, how);
  if (!arrive(world, flight, 'whole')) return true;
  const answer = world.answers.find(
    ({ to, answer: { requestNo } }) => to === tablet && requestNo === flight.request.requestNo,
  );
  if (answer) hear(world, answer, false);
  const { store } = tablet;
  const isPulled = tablet.locked || (answer?.answer.cursors !== undefined && !answer.answer.more);
  return isPulled && unsent(store).length === 0 && !answer?.answer.lost;
}

/** Everything that can happen, and how often. `a` picks the tablet where there is one to pick. */
export const verbs = {
  ...writes,
  sync: {
    weight: 16,
    run: (world, tablet, { b, c }) => {
      for (let round = 0; round < 1 + (b % 8); round += 1) if (exchange(world, tablet, asking(b, c))) return;
    },
  },
  ask: { weight: 10, run: (world, tablet, { b, c }) => void ask(world, tablet, asking(b, c)) },
  deliver: {
    weight: 12,
    run: (world, _, { a, b, c }) => {
      const fates: Fate[] = [
        'whole',
        'whole',
        'twice',
        'slow',
        'slow',
        'torn',
        'signIn',
        'tooLarge',
        'tooOld',
        'whole',
      ];
      const flight = pick(world.requests, a + b);
      if (flight) arrive(world, flight, pick(fates, c)!);
    },
  },
  commit: { weight: 3, run: (world) => commit(world) },
  answer: {
    weight: 12,
    run: (world, _, { a, b, c }) => {
      const flight = pick(world.answers, a + b);
      if (flight) hear(world, flight, c % 6 === 5);
    },
  },
  dropRequest: { weight: 2, run: (world, _, { a, b }) => void world.requests.splice(a + b, 1) },
  dropAnswer: { weight: 2, run: (world, _, { a, b }) => void world.answers.splice(a + b, 1) },
  forge: {
    weight: 2,
    run: (world, _, { a, b, c }) => {
      const flight = pick(world.requests, a + b);
      if (flight) forge(world, flight, (['html', 'cut', 'foreign'] as const)[c % 3]!);
    },
  },
  reload: {
    weight: 1,
    run: (_, tablet) => {
      tablet.loads += 1;
    },
  },
  clone: {
    weight: 1,
    run: (world, tablet) => {
      if (world.tablets.length >= 5) return;
      note(world, 'tablet cloned');
      world.copiedDevices.add(tablet.device);
      addTablet(world, tablet.person, tablet.device, copyStore(tablet.store));
    },
  },
  backUp: {
    weight: 1,
    run: (world, tablet) => void world.backups.push({ tablet, store: copyStore(tablet.store) }),
  },
  restoreTablet: {
    weight: 1,
    run: (world, _, { a, b }) => {
      const backup = pick(world.backups, a + b);
      if (!backup || !world.tablets.includes(backup.tablet)) return;
      note(world, 'tablet restored');
      const { tablet, store } = backup;
      for (const { op } of tablet.store.ops) world.overwritten.add(op);
      world.copiedDevices.add(tablet.device);
      tablet.store = copyStore(store);
      tablet.loads += 1;
      tablet.shown.clear();
    },
  },
  destroy: {
    weight: 0.5,
    run: (world, tablet) => {
      if (world.tablets.length < 3) return;
      note(world, 'tablet destroyed');
      for (const { op } of tablet.store.ops) world.overwritten.add(op);
      world.tablets = world.tablets.filter((other) => other !== tablet);
    },
  },
  rot: {
    weight: 0.3,
    run: (world, tablet, { b }) => {
      const key = pick([...tablet.store.base.keys()], b);
      if (!key) return;
      note(world, 'row rotted');
      tablet.store.base.delete(key);
      tablet.store.isRotten = true;
      tablet.shown.clear();
    },
  },
  lock: {
    weight: 1.5,
    run: (_, tablet) => {
      tablet.locked = !tablet.locked;
    },
  },
  newTablet: {
    weight: 0.7,
    run: (world, _, { b }) => void (world.tablets.length < 5 && addTablet(world, pick(people, b)!)),
  },
  crash: { weight: 1, run: (world) => reboot(world) },
  snapshot: {
    weight: 2,
    run: (world) => {
      world.orders += 1;
      world.snapshots.push({ db: copyDatabase(world.db), at: world.now, order: world.orders });
    },
  },
  restore: {
    weight: 1.5,
    run: (world, _, { a, b }) => {
      const snapshot = pick(
        world.snapshots.filter(({ at: taken }) => world.now - taken <= 30 * day),
        a + b,
      );
      if (snapshot) restore(world, snapshot);
    },
  },
  purge: {
    weight: 1.5,
    run: (world, _, { b, c }) => {
      commit(world);
      const scope = pick([refScope, ...places.map(logScope), ...people.map((person) => `u:${person}`)], b)!;
      const floor = world.db.v - (c % 3);
      for (const [key, row] of world.db.rows) {
        if (row.scope === scope && row.doc === null && row.v <= floor) world.db.rows.delete(key);
      }
      world.db.floors.set(scope, Math.max(floor, world.db.floors.get(scope) ?? 0));
    },
  },
  erase: {
    weight: 0.7,
    run: (world, _, { a, b }) => {
      const id = pick(world.records.consultation.slice(-3), a + b);
      if (!id || !world.db.records.has(id)) return;
      note(world, 'erased');
      eraseRecord(world, id);
    },
  },
  place: {
    weight: 1,
    run: (world, _, { b }) => {
      const id = `0000000${b % 3}-0ef0-5000-8000-000000000000`;
      withClock(world, ({ db, v }) => putRow(db, refScope, 'institution', id, v, b % 4 === 3 ? null : { v }));
    },
  },
  revoke: { weight: 1.5, run: (world, _, { b, c }) => revoke(world, pick(people, b)!, pick(places, c)!) },
  grant: { weight: 2.5, run: (world, _, { b, c }) => grant(world, pick(people, b)!, pick(places, c)!) },
  days: { weight: 1.5, run: (world, _, { b }) => passDays(world, [1, 10, 29, 31][b % 4]!) },
} satisfies { [verb: string]: { weight: number; run: Run } };

export type Verb = keyof typeof verbs;

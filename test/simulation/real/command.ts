import * as fc from 'fast-check';
import { logScope } from '#api/sync.ts';
import { dayOf } from '#domain/day.ts';
import { outsideId } from '#domain/id.ts';
import { openConflicts, type RecordState } from '#domain/merge/record-state.ts';
import type { RecordKind, RecordOf } from '#domain/record-kinds.ts';
import { annul, chooseValue, editConsultation, saveConsultation } from '#tablet/actions/consultation.ts';
import { endSession, reopenSession, startSession } from '#tablet/actions/session.ts';
import { records } from '#tablet/store/replica.ts';
import { people, places } from '../../helpers/endpoint.ts';
import { useDisk } from '../../helpers/vault.ts';
import { copyDisk } from './disk.ts';
import type { Fate } from './network.ts';
import {
  cloneTab,
  crash,
  day,
  deliver,
  eraseRows,
  minute,
  reload,
  restoreServer,
  restoreTab,
  saveServed,
  signIn,
  syncTab,
  type Tab,
  type World,
} from './world.ts';

/** A command is data: what to do on which tablet, and two small numbers that pick among what is there. */
export interface Command {
  do: Verb;
  t: number;
  a: number;
  b: number;
}

const pick = <T>(list: readonly T[], number: number): T | undefined => list[number % list.length];

const shown = <K extends RecordKind>({ vault: { replica } }: Tab, kind: K): RecordOf<K>[] =>
  records(replica, kind).sort((one, other) => one.id.localeCompare(other.id));

const roles = ['teacher', 'leader', 'parent'] as const;
const chips = ['absence', 'loneliness', 'behaviour'] as const;
const assessments = ['notRelevant', 'acute', 'noGroundNow'] as const;
const fates: readonly Fate[] = [
  ...([
    'whole',
    'whole',
    'whole',
    'requestDropped',
    'answerDropped',
    'twice',
    'html',
    'cut',
    'otherNonce',
  ] as const),
  ...(['held', 'held', 'held', 401, 403, 413, 429, 500] as const),
];
const limits = [1000, 1, 2, 3, 5];
const batches = [200, 1, 2, 5];

async function edit(world: World, tab: Tab, a: number, change: Parameters<typeof editConsultation>[2]) {
  const state = pick(shown(tab, 'consultation'), a);
  if (state) await editConsultation(tab.vault, state, change);
  else await verbs.talk.run(world, tab, { a, b: 0 });
}

type Run = (world: World, tab: Tab, picked: { a: number; b: number }) => Promise<unknown>;
type Verb =
  | ('hour' | 'talk' | 'field' | 'chip' | 'note' | 'assess' | 'choose' | 'annul')
  | (
      | 'sync'
      | 'deliver'
      | 'locked'
      | 'reload'
      | 'kill'
      | 'crash'
      | 'signIn'
      | 'clone'
      | 'backup'
      | 'restoreTablet'
    )
  | ('restart' | 'keep' | 'restore' | 'revoke' | 'grant' | 'purge' | 'erase' | 'days');
type Part = 'tablet' | 'server' | 'both';

/** Everything that can happen, how often, and what it may have changed. */
const verbs: Record<Verb, { weight: number; part: Part; run: Run }> = {
  hour: {
    weight: 3,
    part: 'tablet',
    run: async (world, tab, { a, b }) => {
      const open = pick(shown(tab, 'session'), a);
      if (open && b % 3 === 1) return endSession(tab.vault, open);
      if (open && b % 3 === 2) return reopenSession(tab.vault, open);
      const own = tab.person === people.west ? places.west : places.east;
      const institution = a % 4 === 0 ? own : places.shared;
      const date = dayOf(world.endpoint.clock.now());
      // Two tablets that start the same planned hour start the same record.
      const dropIn = b === 0 ? outsideId('dropIn', 'shared') : null;
      const hour = { institution: dropIn ? places.shared : institution, dropIn, date };
      return startSession(tab.vault, { ...hour, start: '09:00', end: '10:30', room: 'Kontoret' });
    },
  },
  talk: {
    weight: 6,
    part: 'tablet',
    run: async (world, tab, { a, b }) => {
      const session = pick(shown(tab, 'session'), a);
      if (!session) return verbs.hour.run(world, tab, { a, b });
      const started = new Date(world.endpoint.clock.now() - 10 * minute).toISOString();
      return saveConsultation(tab.vault, {
        id: tab.vault.makeId(),
        session: session.id,
        institution: session.institution,
        started,
        role: pick(roles, a)!,
        themes: [pick(chips, b)!],
        actionsTaken: ['sparring'],
        followUp: b % 4 === 0 ? { kind: 'fourWeeks', due: '2026-12-21' } : null,
        note: b % 2 ? `Note ${a} ${b}` : '',
        assessment: b % 3 ? pick(assessments, b)! : null,
      });
    },
  },
  field: {
    weight: 9,
    part: 'tablet',
    run: (world, tab, { a, b }) =>
      edit(world, tab, a, {
        fields: b % 2 ? { role: pick(roles, b)! } : { level: pick(['green', 'red', null], b)! },
      }),
  },
  chip: {
    weight: 4,
    part: 'tablet',
    run: (world, tab, { a, b }) =>
      edit(world, tab, a, { chips: { themes: chips.filter((_, at) => (b >> at) % 2) } }),
  },
  note: {
    weight: 2,
    part: 'tablet',
    run: (world, tab, { a, b }) => edit(world, tab, a, { note: `Mere ${b}` }),
  },
  assess: {
    weight: 2,
    part: 'tablet',
    run: (world, tab, { a, b }) => edit(world, tab, a, { assessment: pick(assessments, b)! }),
  },
  choose: {
    weight: 3,
    part: 'tablet',
    run: async (_, tab, { a, b }) => {
      const state = pick(
        shown(tab, 'consultation').filter((one) => openConflicts(one).length > 0),
        a,
      );
      if (!state) return;
      const field = openConflicts(state)[0]!;
      const { fields }: RecordState = state;
      const { current, alternatives } = fields[field]!;
      await chooseValue(tab.vault, state, field, pick([current, ...alternatives!], b)!.value);
    },
  },
  annul: {
    weight: 1,
    part: 'tablet',
    run: async (_, tab, { a }) => {
      const state = pick(shown(tab, 'consultation'), a);
      if (state) await annul(tab.vault, state, 'Forkert sted');
    },
  },
  sync: {
    weight: 34,
    part: 'both',
    run: (world, tab, { a, b }) =>
      syncTab(world, tab, {
        fate: pick(fates, a)!,
        limit: pick(limits, b)!,
        batch: pick(batches, b >> 1)!,
        shuffled: b % 3 === 2,
      }),
  },
  deliver: { weight: 8, part: 'both', run: (_, tab, { a }) => deliver(tab, a) },
  locked: {
    weight: 2,
    part: 'both',
    run: async (world, tab, { a, b }) => {
      const asked = { limit: 1, batch: pick(batches, b)!, shuffled: false, isLocked: true };
      await syncTab(world, tab, { ...asked, fate: pick(fates, a)! });
      await reload(world, tab);
    },
  },
  reload: { weight: 4, part: 'tablet', run: (world, tab) => reload(world, tab) },
  kill: {
    weight: 3,
    part: 'both',
    run: async (world, tab, { b }) => {
      await syncTab(world, tab, { fate: 'held', limit: pick(limits, b)!, batch: 200, shuffled: false });
      await reload(world, tab);
    },
  },
  crash: {
    weight: 5,
    part: 'both',
    run: (world, tab, { a, b }) => {
      const work = pick(['talk', 'field', 'sync'] as const, a)!;
      return crash(world, tab, 1 + ((a * 12 + b) % 31), () => verbs[work].run(world, tab, { a: a % 3, b }));
    },
  },
  signIn: { weight: 2, part: 'tablet', run: (_, tab) => signIn(tab) },
  clone: {
    weight: 1,
    part: 'tablet',
    run: async (world, tab) => {
      if (world.tabs.length < 4) await cloneTab(world, tab);
    },
  },
  backup: {
    weight: 2,
    part: 'tablet',
    run: async (_, tab) => {
      tab.backup = await copyDisk(tab.device);
    },
  },
  restoreTablet: { weight: 1, part: 'tablet', run: (world, tab) => restoreTab(world, tab) },
  restart: { weight: 1, part: 'server', run: ({ endpoint }) => endpoint.restart() },
  keep: {
    weight: 3,
    part: 'server',
    run: async (world) => {
      await world.snapshots.keep('backup');
      world.backupAt = world.endpoint.clock.now();
    },
  },
  restore: { weight: 3, part: 'server', run: (world) => restoreServer(world) },
  revoke: {
    weight: 2,
    part: 'server',
    run: async (world, tab, { a }) => {
      const key = pick(
        [...world.served.keys()].filter((one) => one.startsWith(tab.person)),
        a,
      )!;
      const yesterday = dayOf(world.endpoint.clock.now() - day);
      world.served.set(key, yesterday);
      world.everRevoked.add(`${tab.person} ${logScope(key.slice(-6))}`);
      await saveServed(world, key, yesterday);
    },
  },
  grant: {
    weight: 3,
    part: 'server',
    run: async (world, tab) => {
      for (const key of world.served.keys()) {
        if (!key.startsWith(tab.person)) continue;
        world.served.set(key, null);
        await saveServed(world, key, null);
      }
    },
  },
  purge: {
    weight: 2,
    part: 'server',
    run: ({ endpoint: { sql } }) =>
      sql.begin(async (tx) => {
        const [clock] = await tx<{ v: number }[]>`update sync_clock set v = v + 1 returning v`;
        const floor = clock!.v - 1;
        await tx`
          insert into sync_scope (scope, floor_v) select distinct scope, ${floor}::bigint from sync_row
          on conflict (scope) do update set floor_v = excluded.floor_v`;
        // The tombstone of an erased record stays until the record's own changes are known here.
        await tx`
          delete from sync_row r where deleted and v <= ${floor}
            and (kind in ('parked', 'refused') or exists (select 1 from change c where c.object = r.id))`;
      }),
  },
  erase: {
    weight: 1,
    part: 'server',
    run: async (world, _, { a }) => {
      const found = await world.endpoint.sql<{ id: string }[]>`
        select id from sync_row where kind = 'consultation' and not deleted order by id`;
      const chosen = pick(found, a)?.id;
      if (!chosen) return;
      const all = [...world.ledger.values()].filter(
        ({ arrival }) => arrival.object === chosen || arrival.fixed?.consultation === chosen,
      );
      for (const id of new Set(all.map(({ arrival }) => arrival.object))) {
        world.erased.add(id);
        await eraseRows(world, id);
      }
    },
  },
  days: {
    weight: 1,
    part: 'tablet',
    run: async ({ endpoint: { clock } }, _, { a }) => clock.pass(pick([1, 8, 31], a)! * day),
  },
};

const verbArb = fc.oneof(
  ...Object.entries(verbs).map(([verb, { weight }]) => ({ weight, arbitrary: fc.constant(verb as Verb) })),
);

export const commandArb: fc.Arbitrary<Command> = fc.record(
  { do: verbArb, t: fc.nat(3), a: fc.nat(16), b: fc.nat(11) },
  { noNullPrototype: true },
);

/** Does it, and writes down what was saved by it. Returns the tablet, and which parts must be looked at. */
export async function run(world: World, command: Command): Promise<{ tab: Tab; part: Part }> {
  const { run: go, part } = verbs[command.do];
  const waiting = world.tabs.filter(({ held }) => held.length > 0);
  const tab = pick(command.do === 'deliver' && waiting.length > 0 ? waiting : world.tabs, command.t)!;
  world.endpoint.clock.pass(minute);
  useDisk(tab.disk);
  const before = new Set(tab.vault.replica.pending.keys());
  await go(world, tab, command);
  for (const [op, { arrival }] of tab.vault.replica.pending) {
    if (!before.has(op) && !world.ledger.has(op)) world.ledger.set(op, { arrival, tab: tab.name });
  }
  return { tab, part };
}

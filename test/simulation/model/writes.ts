import { parseChange } from '#domain/change.ts';
import type { Id } from '#domain/id.ts';
import { chipsOf, type RecordState } from '#domain/merge/record-state.ts';
import type { Value } from '#domain/merge/register.ts';
import type { Readable } from './database.ts';
import { places } from './pull.ts';
import { type Tablet, view, write } from './tablet.ts';
import { makeId, note, type World } from './world.ts';

/** Small numbers that pick among what is there. */
export interface Picks {
  a: number;
  b: number;
  c: number;
}

export type Run = (world: World, tablet: Tablet, picks: Picks) => void;

export const pick = <T>(list: readonly T[], number: number): T | undefined => list[number % list.length];

const at = '2026-08-03T09:00:00.000Z';
const times = ['2026-08-03T08:00:00.000Z', '2026-08-03T09:15:00.000Z', '2026-08-03T09:30:00.000Z', null];

/** A worker writes something down: the change is read as the endpoint reads it. */
function change(world: World, tablet: Tablet, draft: object, object: Id, institution: string): void {
  const parsed = parseChange({ sv: 1, object, institution, at, ...draft });
  if ('field' in parsed) throw new Error(`the model wrote a bad change: ${parsed.field}`);
  const op = makeId(world);
  write(tablet, op, parsed.change as Readable);
  world.ledger.set(op, {
    device: tablet.device,
    made: tablet.store.changesMade,
    change: parsed.change as Readable,
  });
}

const shown = (world: World, tablet: Tablet, kind: keyof World['records']): RecordState[] =>
  world.records[kind].flatMap((id) => view(tablet, id, world.rules) ?? []);

const edit = (world: World, tablet: Tablet, record: RecordState, draft: object): void =>
  change(world, tablet, { kind: record.kind, verb: 'set', ...draft }, record.id, record.institution);

const sessionAt = (number: number): Id => `0000000${number % 2}-5e55-5000-8000-000000000000`;

/** What a plain `set` names: what stands behind the value shown; open alternatives stay open. */
const basedOn = (record: RecordState, field: string): Id[] => {
  const register = record.fields[field];
  return register ? [register.current, ...(register.shadowed ?? [])].flatMap(({ ops }) => ops) : [];
};

const fields = ['level', 'minutes', 'level', 'stage'] as const;
const values: { [field: string]: Value[] } = {
  level: ['green', 'yellow', 'red', null],
  stage: ['0-2', '3-5', null, 'udskoling'],
};

/** What a worker does: `b` picks the record, `c` what she writes. `weight` is how often. */
export const writes = {
  hour: {
    weight: 3,
    run: (world, tablet, { b, c }) => {
      const id = sessionAt(b);
      const record = view(tablet, id, world.rules);
      if (record) {
        const field = c % 4 === 0 ? 'started' : 'ended';
        const value = times[(c >> 2) % (field === 'started' ? 3 : 4)];
        return edit(world, tablet, record, { set: { [field]: { value, basedOn: basedOn(record, field) } } });
      }
      const fixed = {
        worker: tablet.person,
        dropIn: null,
        date: '2026-08-03',
        start: '08:00',
        end: '09:30',
        room: '',
      };
      const set = { started: { value: times[c % 3], basedOn: [] } };
      change(world, tablet, { kind: 'session', verb: 'create', fixed, set }, id, places[b % 2]!);
      if (!world.records.session.includes(id)) world.records.session.push(id);
    },
  },
  consult: {
    weight: 5,
    run: (world, tablet, { b, c }) => {
      const session = pick(shown(world, tablet, 'session'), b);
      if (!session) return writes.hour.run(world, tablet, { a: 0, b, c });
      const id = makeId(world);
      const draft = {
        kind: 'consultation',
        verb: 'create',
        fixed: { session: session.id, started: at },
        set: { level: { value: values.level![c % 4], basedOn: [] } },
        add: { themes: ['absence'] },
      };
      change(world, tablet, draft, id, session.institution);
      world.records.consultation.push(id);
    },
  },
  set: {
    weight: 14,
    run: (world, tablet, { b, c }) => {
      const record = pick(shown(world, tablet, 'consultation').slice(-3), b);
      if (!record) return writes.consult.run(world, tablet, { a: 0, b, c });
      const field = fields[c % 4]!;
      const value = field === 'minutes' ? world.ids % 600 : values[field]![(c >> 2) % 4];
      edit(world, tablet, record, { set: { [field]: { value, basedOn: basedOn(record, field) } } });
    },
  },
  choose: {
    weight: 9,
    run: (world, tablet, { b, c }) => {
      const open = shown(world, tablet, 'consultation').flatMap((record) =>
        Object.entries(record.fields).flatMap(([field, { alternatives }]) =>
          alternatives ? [{ record, field, alternatives }] : [],
        ),
      );
      const conflict = pick(open, b);
      if (!conflict) return;
      const { record, field, alternatives } = conflict;
      const { current } = record.fields[field]!;
      const basedOn = [current, ...alternatives].flatMap(({ ops }) => ops);
      note(world, 'choice');
      edit(world, tablet, record, {
        set: { [field]: { value: pick([current, ...alternatives], c)!.value, basedOn } },
      });
    },
  },
  chip: {
    weight: 5,
    run: (world, tablet, { b, c }) => {
      const record = pick(shown(world, tablet, 'consultation').slice(-3), b);
      if (!record) return;
      const chip = ['absence', 'loneliness'][c % 2]!;
      const isOn = chipsOf(record, 'themes').includes(chip);
      const on = record.chips.themes?.[chip]?.on ?? [];
      edit(
        world,
        tablet,
        record,
        isOn ? { remove: { themes: { [chip]: on } } } : { add: { themes: [chip] } },
      );
    },
  },
  note: {
    weight: 4,
    run: (world, tablet, { b, c }) => {
      const parent = pick(shown(world, tablet, 'note'), b);
      const consultation = pick(shown(world, tablet, 'consultation').slice(-3), b);
      const about = parent && c % 3 === 0 ? String(parent.fixed.consultation) : consultation?.id;
      const institution = parent && c % 3 === 0 ? parent.institution : consultation?.institution;
      if (!about || !institution) return;
      const id = makeId(world);
      const fixed = { consultation: about, text: 'text', parent: c % 3 === 0 && parent ? parent.id : null };
      change(world, tablet, { kind: 'note', verb: 'create', fixed }, id, institution);
      world.records.note.push(id);
    },
  },
  annul: {
    weight: 2,
    run: (world, tablet, { b }) => {
      const record = pick(shown(world, tablet, 'consultation').slice(-3), b);
      if (!record) return;
      const draft = {
        kind: record.kind,
        verb: 'annul',
        annul: { reason: 'mistake', basedOn: Object.keys(record.ops) },
      };
      change(world, tablet, draft, record.id, record.institution);
    },
  },
} satisfies { [verb: string]: { weight: number; run: Run } };

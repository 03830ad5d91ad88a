import { describe, expect, test } from 'vitest';
import { type Change, changeVersion, parseChange, toIncomingChange, waitsFor } from '#domain/change.ts';
import type { RecordKind } from '#domain/record-kinds.ts';

const id = (number: number): string => `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const at = '2026-11-23T08:47:00.000Z';
const outer = { sv: changeVersion, institution: '849003', at, object: id(1) };
const consultation = {
  ...outer,
  kind: 'consultation',
  verb: 'create',
  fixed: { session: id(2), started: at },
  set: { role: { value: 'teacher', basedOn: [] }, minutes: { value: 20, basedOn: [] } },
  add: { themes: ['absence'] },
};
const edit = {
  ...outer,
  kind: 'consultation',
  verb: 'set',
  set: { level: { value: 'red', basedOn: [id(3)] } },
};
const annulment = {
  ...outer,
  kind: 'note',
  verb: 'annul',
  annul: { reason: 'Skrevet på det forkerte sted', basedOn: [id(4)] },
};
const note = {
  ...outer,
  kind: 'note',
  verb: 'create',
  fixed: { consultation: id(2), text: 'Er blevet stille.', parent: null },
};

const parsed = (body: unknown): Change & { kind: RecordKind } => {
  const result = parseChange(body);
  if ('field' in result) throw new Error(`refused for ${result.field}`);
  return result.change;
};

describe('a change from a tablet', () => {
  test.each([
    ['a new conversation', consultation],
    ['an edit', edit],
    ['an annulment', annulment],
    ['a note', note],
    ['an empty edit', { ...outer, kind: 'session', verb: 'set' }],
  ])('%s is taken as it is', (_, body) => expect(parsed(body)).toEqual(body));

  test.each([
    ['sv', { ...edit, sv: 0 }],
    ['sv', { ...edit, sv: 1.5 }],
    ['kind', { ...edit, kind: 'diary' }],
    ['kind', { ...edit, kind: 'constructor' }],
    ['verb', { ...edit, verb: 'delete' }],
    ['object', { ...edit, object: '1' }],
    ['institution', { ...edit, institution: '8490031' }],
    ['at', { ...edit, at: '2026-11-23 08:47' }],
    ['fixed.session', { ...consultation, fixed: { started: at } }],
    ['fixed.text', { ...note, fixed: { ...note.fixed, text: ' ' } }],
    ['fixed.consultation', { ...note, fixed: { ...note.fixed, consultation: 'x' } }],
    ['fixed', { ...edit, fixed: { session: id(2), started: at } }],
    ['set.minutes', { ...consultation, set: { minutes: { value: -1, basedOn: [] } } }],
    ['set.minutes', { ...consultation, set: { minutes: { value: 12.5, basedOn: [] } } }],
    ['set.level', { ...edit, set: { level: { value: 'blue', basedOn: [] } } }],
    [
      'set.followUp',
      { ...edit, set: { followUp: { value: { kind: 'week1', due: '2026-02-30' }, basedOn: [] } } },
    ],
    ['set.level.basedOn.0', { ...edit, set: { level: { value: 'red', basedOn: ['?'] } } }],
    ['set.level.basedOn', { ...edit, set: { level: { value: 'red' } } }],
    ['chips.themes', { ...consultation, add: { themes: ['to ord'] } }],
    ['chips.actionsTaken', { ...edit, remove: { actionsTaken: { '': [] } } }],
    ['add.themes', { ...edit, add: { themes: Array(51).fill('absence') } }],
    ['annul', { ...annulment, annul: undefined }],
    ['annul', { ...edit, annul: annulment.annul }],
    ['annul.reason', { ...annulment, annul: { reason: '', basedOn: [] } }],
  ])('is refused for its %s by name', (field, body) => expect(parseChange(body)).toEqual({ field }));

  test.each([[null], ['text'], [7], [[]], [undefined]])('that is %j is refused as a whole', (body) => {
    expect(parseChange(body)).toEqual({ field: 'change' });
  });

  test('a create without its fixed part is refused', () => {
    expect(parseChange({ ...note, fixed: undefined })).toHaveProperty(
      'field',
      expect.stringMatching(/^fixed/),
    );
  });

  test('the names of an object’s own machinery are no fields', () => {
    const sly = JSON.parse(
      `{"set":{"__proto__":{"value":1,"basedOn":[]},"constructor":{"value":1,"basedOn":[]}}}`,
    ) as object;
    const arrival = toIncomingChange(parsed({ ...edit, ...sly }), id(9), id(8));
    expect(Object.keys(arrival.set ?? {})).toEqual([]);
  });
});

describe('a change of a newer app', () => {
  const newer = {
    ...consultation,
    sv: 2,
    mood: 'calm',
    set: { ...consultation.set, weather: { value: 'rain', basedOn: [] } },
    add: { ...consultation.add, colours: ['blå himmel'] },
    remove: { smells: { hay: [] } },
  };

  test('keeps what this version does not know in the stored change', () => {
    expect(parsed(newer)).toEqual(newer);
  });

  test('is merged without it', () => {
    const arrival = toIncomingChange(parsed(newer), id(9), id(8));
    expect(Object.keys(arrival.set ?? {})).toEqual(['role', 'minutes']);
    expect(arrival.add).toEqual({ themes: ['absence'] });
    expect(arrival.remove).toEqual({});
    expect(arrival).not.toHaveProperty('mood');
  });

  test('with a fixed member more is merged with the ones that are known', () => {
    const more = { ...consultation, fixed: { ...consultation.fixed, planet: 'earth' } };
    expect(parsed(more).fixed).toHaveProperty('planet', 'earth');
    expect(toIncomingChange(parsed(more), id(9), id(8)).fixed).toEqual(consultation.fixed);
  });
});

test('an arrival names its op, its author and its place, and an edit has no fixed part', () => {
  const arrival = toIncomingChange(parsed(edit), id(9), id(8));
  expect(arrival).toMatchObject({ op: id(9), by: id(8), at, institution: '849003', object: id(1) });
  expect(arrival.fixed).toBeUndefined();
  expect(arrival.set).toEqual(edit.set);
});

describe('what a change waits for', () => {
  test('a new record waits for the one it belongs to', () => {
    expect(waitsFor(parsed(consultation))).toEqual([id(2)]);
    expect(waitsFor(parsed(note))).toEqual([id(2)]);
  });

  test('a session belongs to nothing and waits for nothing', () => {
    const session = {
      ...outer,
      kind: 'session',
      verb: 'create',
      fixed: {
        worker: id(8),
        dropIn: id(7),
        date: '2026-11-23',
        start: '08:30',
        end: '10:00',
        room: 'Kontoret',
      },
    };
    expect(waitsFor(parsed(session))).toEqual([]);
  });

  test('a revised note waits for the note that it revises too', () => {
    expect(waitsFor(parsed({ ...note, fixed: { ...note.fixed, parent: id(5) } }))).toEqual([id(2), id(5)]);
  });

  test('an edit waits for its record and for every change that it is based on, once', () => {
    const many = {
      ...edit,
      set: { level: { value: 'red', basedOn: [id(3), id(4)] }, minutes: { value: 5, basedOn: [id(4)] } },
      remove: { themes: { absence: [id(6)] } },
    };
    expect(waitsFor(parsed(many))).toEqual([id(1), id(3), id(4), id(6)]);
  });

  test('an annulment waits for its record and all that it is based on there', () => {
    expect(waitsFor(parsed(annulment))).toEqual([id(1), id(4)]);
  });
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildsOn, type IncomingChange, merge, overlay, type Writes } from '#domain/merge/merge.ts';
import {
  annulmentOf,
  chipsOf,
  fieldOf,
  isAnnulled,
  openConflicts,
  type RecordState,
} from '#domain/merge/record-state.ts';
import { type FieldRule, sameValue, type Value } from '#domain/merge/register.ts';

const anna = 'anna';
const bo = 'bo';
const at = '2026-08-03T09:00:00.000Z';
const rules: { [field: string]: FieldRule } = { ended: 'latest', started: 'earliest' };
const ruleOf = (_kind: string, field: string): FieldRule => rules[field] ?? 'choose';

const change = (op: string, writes: Writes, by = anna): IncomingChange => ({
  op,
  by,
  at,
  kind: 'consultation',
  object: 'object',
  institution: '100001',
  ...writes,
});
const create = change('made', {
  fixed: { session: 'session' },
  set: { level: { value: 'green', basedOn: [] } },
});
const set = (op: string, value: Value, basedOn: string[], field = 'level', by = anna): IncomingChange =>
  change(op, { set: { [field]: { value, basedOn } } }, by);
const add = (op: string, chip = 'absence'): IncomingChange => change(op, { add: { themes: [chip] } });
const remove = (op: string, on: string[], chip = 'absence'): IncomingChange =>
  change(op, { remove: { themes: { [chip]: on } } });
const annul = (op: string, basedOn: string[]): IncomingChange =>
  change(op, { annul: { reason: op, basedOn } });

const recordOf = (...changes: IncomingChange[]): RecordState =>
  changes.reduce<RecordState | undefined>((state, one) => merge(state, one, ruleOf).state, undefined)!;
const alternatives = (state: RecordState, field = 'level'): Value[] =>
  (state.fields[field]?.alternatives ?? []).map(({ value }) => value);
const permutations = <T>(list: readonly T[]): T[][] =>
  list.length < 2
    ? [[...list]]
    : list.flatMap((one, index) => permutations(list.toSpliced(index, 1)).map((rest) => [one, ...rest]));

describe('a field that people choose', () => {
  test('takes a value whose author saw the current one', () => {
    const state = recordOf(create, set('a', 'yellow', ['made']), set('b', 'red', ['a']));
    expect(fieldOf(state, 'level')).toBe('red');
    expect(openConflicts(state)).toEqual([]);
  });

  test.each([anna, bo])(
    'keeps the current value and the unseen one beside it, also from one author (%s)',
    (by) => {
      const before = recordOf(create, set('a', 'yellow', ['made'], 'level', anna));
      const { state, conflict } = merge(before, set('b', 'red', ['made'], 'level', by), ruleOf);
      expect(conflict).toBe(true);
      expect(fieldOf(state, 'level')).toBe('yellow');
      expect(alternatives(state)).toEqual(['red']);
      expect(openConflicts(state)).toEqual(['level']);
    },
  );

  test('has no conflict where two people wrote the same', () => {
    const due = { kind: 'date', due: '2026-09-01' };
    const state = recordOf(create, set('a', due, [], 'followUp'), set('b', { ...due }, [], 'followUp'));
    expect(openConflicts(state)).toEqual([]);
    expect(
      fieldOf(recordOf(create, set('a', due, [], 'followUp'), set('c', 'x', ['b'], 'followUp')), 'followUp'),
    ).toEqual(due);
    expect(fieldOf(merge(state, set('c', 'x', ['b'], 'followUp'), ruleOf).state, 'followUp')).toBe('x');
  });

  test('merges edits of different fields silently', () => {
    const state = recordOf(create, set('a', 'yellow', ['made']), set('b', 20, [], 'minutes', bo));
    expect([fieldOf(state, 'level'), fieldOf(state, 'minutes')]).toEqual(['yellow', 20]);
    expect(openConflicts(state)).toEqual([]);
  });

  test('leaves the conflict open when a plain edit changes the value', () => {
    const state = recordOf(
      create,
      set('a', 'yellow', ['made']),
      set('b', 'red', ['made']),
      set('c', null, ['a']),
    );
    expect(fieldOf(state, 'level')).toBeNull();
    expect(alternatives(state)).toEqual(['red']);
  });

  test('is settled by a choice that saw every value', () => {
    const state = recordOf(
      create,
      set('a', 'yellow', ['made']),
      set('b', 'red', ['made']),
      set('c', 'red', ['a', 'b']),
    );
    expect(fieldOf(state, 'level')).toBe('red');
    expect(openConflicts(state)).toEqual([]);
  });

  test('keeps open what the choice did not see (rule 5)', () => {
    const open = [create, set('a', 'yellow', ['made']), set('b', 'red', ['made']), set('c', null, ['made'])];
    const state = recordOf(...open, set('d', 'red', ['a', 'b']));
    expect(fieldOf(state, 'level')).toBe('red');
    expect(alternatives(state)).toEqual([null]);
  });

  test('makes the choice an alternative where the current value was not seen (rule 5)', () => {
    const open = [create, set('a', 'yellow', ['made']), set('b', 'red', ['made']), set('newer', null, ['a'])];
    const { state, conflict } = merge(recordOf(...open), set('d', 'grey', ['a', 'b']), ruleOf);
    expect(conflict).toBe(true);
    expect(fieldOf(state, 'level')).toBeNull();
    expect(alternatives(state)).toEqual(['grey']);
  });
});

describe('a change that comes after one that already saw it (rule 6)', () => {
  const a = set('a', 'yellow', ['made']);
  const b = set('b', 'red', ['a']);
  const c = set('c', null, ['b']);
  const d = set('d', 'grey', ['c']);

  test.each(permutations([a, b, c, d]).map((order) => [order.map(({ op }) => op).join(' '), order] as const))(
    'leaves the last of the chain as the value when it arrives as %s',
    (_, order) => {
      const state = recordOf(create, ...order);
      expect(fieldOf(state, 'level')).toBe('grey');
      expect(openConflicts(state)).toEqual([]);
    },
  );

  test('closes the alternatives that it saw', () => {
    const state = recordOf(
      create,
      set('other', 'blue', []),
      set('last', 'grey', ['late']),
      set('late', 'red', ['made', 'other']),
    );
    expect(fieldOf(state, 'level')).toBe('grey');
    expect(openConflicts(state)).toEqual([]);
  });

  test('leaves a removed chip removed', () => {
    expect(chipsOf(recordOf(create, remove('b', ['a']), add('a')), 'themes')).toEqual([]);
    expect(chipsOf(recordOf(create, remove('b', ['a']), add('a'), add('c')), 'themes')).toEqual(['absence']);
  });

  test('is answered without a conflict', () => {
    expect(merge(recordOf(create, b), a, ruleOf).conflict).toBe(false);
  });
});

/** Writes of one field, each naming some of those before it, and an order in which they arrive. */
const writes = fc
  .array(fc.array(fc.nat({ max: 20 }), { maxLength: 3 }), { minLength: 1, maxLength: 8 })
  .chain((saws) => {
    const list = saws.map((picks, index) => ({
      op: `w${index}`,
      basedOn: index === 0 ? [] : [...new Set(picks.map((number) => `w${number % index}`))],
    }));
    return fc.record({
      list: fc.constant(list),
      order: fc.shuffledSubarray(list, { minLength: list.length }),
    });
  });

describe('in whatever order changes arrive', () => {
  test('the values that nobody has seen and replaced are shown, and no others', () => {
    fc.assert(
      fc.property(writes, ({ list, order }) => {
        const register = recordOf(create, ...order.map(({ op, basedOn }) => set(op, op, basedOn, 'minutes')))
          .fields.minutes!;
        const seen = new Set(list.flatMap(({ basedOn }) => basedOn));
        const shown = [register.current, ...(register.alternatives ?? [])].map(({ value }) => value);
        expect(shown.sort()).toEqual(list.map(({ op }) => op).filter((op) => !seen.has(op)));
      }),
      { numRuns: 3000 },
    );
  });

  test('the same value written twice hides no later one', () => {
    fc.assert(
      fc.property(writes, fc.nat({ max: 255 }), ({ list, order }, bits) => {
        const bitOf = (op: string) => (bits >> Number(op.slice(1))) & 1;
        const changes = order.map(({ op, basedOn }) => set(op, bitOf(op), basedOn, 'minutes'));
        const { current, alternatives = [] } = recordOf(create, ...changes).fields.minutes!;
        const seen = new Set(list.flatMap(({ basedOn }) => basedOn));
        const standing = list.filter(({ op }) => !seen.has(op)).map(({ op }) => bitOf(op));
        for (const { value } of [current, ...alternatives]) expect(standing).toContain(value);
      }),
      { numRuns: 3000 },
    );
  });

  test.each(['latest', 'earliest'] as const)(
    'the %s of the times that nobody has corrected stands, and nobody is asked',
    (rule) => {
      const field = rule === 'latest' ? 'ended' : 'started';
      const times = ['08:00', '09:00', '09:30', '10:00'];
      fc.assert(
        fc.property(
          writes,
          fc.array(fc.nat({ max: 3 }), { minLength: 8, maxLength: 8 }),
          ({ list, order }, picks) => {
            const timeOf = (op: string) => times[picks[Number(op.slice(1))]!]!;
            const state = recordOf(
              create,
              ...order.map(({ op, basedOn }) => set(op, timeOf(op), basedOn, field)),
            );
            const seen = new Set(list.flatMap(({ basedOn }) => basedOn));
            const standing = list
              .filter(({ op }) => !seen.has(op))
              .map(({ op }) => timeOf(op))
              .sort();
            expect(fieldOf(state, field)).toBe(rule === 'latest' ? standing.at(-1) : standing[0]);
            expect(openConflicts(state)).toEqual([]);
          },
        ),
        { numRuns: 2000 },
      );
    },
  );

  test('a chip is on while an add lives that no removal has seen', () => {
    const step = fc.record({ adds: fc.boolean(), picks: fc.array(fc.nat({ max: 20 }), { maxLength: 3 }) });
    const history = fc.array(step, { minLength: 1, maxLength: 8 }).chain((steps) => {
      const list = steps.map(({ adds, picks }, index) => ({
        op: `c${index}`,
        adds,
        basedOn: index === 0 ? [] : picks.map((number) => `c${number % index}`),
      }));
      return fc.record({
        list: fc.constant(list),
        order: fc.shuffledSubarray(list, { minLength: list.length }),
      });
    });
    fc.assert(
      fc.property(history, ({ list, order }) => {
        const state = recordOf(
          create,
          ...order.map(({ op, adds, basedOn }) => (adds ? add(op) : remove(op, basedOn))),
        );
        const seen = new Set(list.flatMap(({ adds, basedOn }) => (adds ? [] : basedOn)));
        const isOn = list.some(({ op, adds }) => adds && !seen.has(op));
        expect(chipsOf(state, 'themes')).toEqual(isOn ? ['absence'] : []);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the session’s two ends', () => {
  test('the later end and the earlier start stand', () => {
    const state = recordOf(
      create,
      set('a', '10:00', [], 'ended'),
      set('b', '09:45', [], 'ended', bo),
      set('c', '08:05', [], 'started'),
      set('d', '08:00', [], 'started', bo),
    );
    expect([fieldOf(state, 'started'), fieldOf(state, 'ended')]).toEqual(['08:00', '10:00']);
  });

  test('a session that is open again lies after every end', () => {
    const ended = [create, set('a', '10:00', [], 'ended')];
    expect(fieldOf(recordOf(...ended, set('b', null, ['a'], 'ended')), 'ended')).toBeNull();
    expect(fieldOf(recordOf(...ended, set('b', null, [], 'ended')), 'ended')).toBeNull();
    expect(
      fieldOf(recordOf(...ended, set('b', null, ['a'], 'ended'), set('c', '11:00', ['b'], 'ended')), 'ended'),
    ).toBe('11:00');
  });

  test('a correction of the shown end does not take along an end that its author never saw', () => {
    const state = recordOf(
      create,
      set('a', '10:00', [], 'ended'),
      set('b', '10:20', [], 'ended', bo),
      set('c', '09:00', ['a'], 'ended'),
    );
    expect(fieldOf(state, 'ended')).toBe('10:20');
  });
});

describe('chips', () => {
  test('an add that the removal did not see wins', () => {
    expect(chipsOf(recordOf(create, add('a'), add('b'), remove('c', ['a'])), 'themes')).toEqual(['absence']);
    expect(chipsOf(recordOf(create, add('a'), remove('c', ['a']), add('b')), 'themes')).toEqual(['absence']);
    expect(chipsOf(recordOf(create, add('a'), add('b'), remove('c', ['a', 'b'])), 'themes')).toEqual([]);
  });

  test('keep the order in which they were first put on', () => {
    const state = recordOf(
      create,
      add('a', 'unclear'),
      add('b', 'absence'),
      remove('c', ['a'], 'unclear'),
      add('d', 'unclear'),
    );
    expect(chipsOf(state, 'themes')).toEqual(['unclear', 'absence']);
  });
});

describe('an annulment', () => {
  test('takes the record back while it has seen every edit', () => {
    const state = recordOf(create, set('a', 'red', ['made']), annul('b', ['made', 'a']));
    expect(isAnnulled(state)).toBe(true);
    expect(annulmentOf(state)?.reason).toBe('b');
  });

  test.each([
    ['before it', [set('a', 'red', ['made']), annul('b', ['made'])]],
    ['after it', [annul('b', ['made']), set('a', 'red', ['made'])]],
  ])('gives way to an edit that it did not see and that came %s', (_, changes) => {
    expect(isAnnulled(recordOf(create, ...changes))).toBe(false);
  });

  test.each([
    [annul('b', ['made']), annul('c', ['made'])],
    [annul('c', ['made']), annul('b', ['made'])],
  ])('is not undone by a second one', (...changes) => {
    expect(isAnnulled(recordOf(create, ...changes))).toBe(true);
  });

  test('that saw the edit holds, also when one that did not comes later', () => {
    const [early, full] = [annul('b', ['made']), annul('c', ['made', 'a'])];
    for (const order of permutations([set('a', 'red', ['made']), early, full])) {
      expect(annulmentOf(recordOf(create, ...order))?.op).toBe('c');
    }
  });

  test('needs one person who saw all the edits, not two who saw half each', () => {
    const edits = [set('a', 'red', ['made']), set('b', 20, [], 'minutes')];
    expect(isAnnulled(recordOf(create, ...edits, annul('c', ['made', 'a']), annul('d', ['made', 'b'])))).toBe(
      false,
    );
  });
});

describe('merging', () => {
  test('takes a change once', () => {
    const state = recordOf(create, set('a', 'red', ['made']));
    expect(merge(state, set('a', 'red', ['made']), ruleOf)).toEqual({ state, conflict: false });
  });

  test('touches neither of its arguments', () => {
    const state = recordOf(create, add('x'), set('a', 'yellow', ['made']), set('b', 'red', ['made']));
    const changes = [set('c', 'grey', ['a', 'b']), remove('d', ['x']), annul('e', ['made'])];
    const [before, given] = [structuredClone(state), structuredClone(changes)];
    for (const one of changes) merge(state, one, ruleOf);
    overlay(state, changes, ruleOf);
    expect([state, changes]).toEqual([before, given]);
  });

  test('lets a second `create` meet the first field by field, and never replaces what the record was born with', () => {
    const second = change(
      'again',
      { fixed: { session: 'another' }, set: { level: { value: 'red', basedOn: [] } } },
      bo,
    );
    const { state, conflict } = merge(recordOf(create), second, ruleOf);
    expect(state.fixed).toEqual({ session: 'session' });
    expect(state.made).toBe('made');
    expect(conflict).toBe(true);
    expect(state.ops).toEqual({ made: [anna, at], again: [bo, at] });
  });

  test('names once everything that a change builds on', () => {
    const writes: Writes = {
      set: { level: { value: 'red', basedOn: ['a', 'b'] } },
      remove: { themes: { absence: ['b', 'c'] } },
      annul: { reason: 'mistake', basedOn: ['a', 'd'] },
    };
    expect(buildsOn(writes).sort()).toEqual(['a', 'b', 'c', 'd']);
    expect(buildsOn({})).toEqual([]);
  });

  test('compares values by what they hold', () => {
    expect(sameValue({ kind: 'none', due: null }, { kind: 'none', due: null })).toBe(true);
    expect(sameValue({ kind: 'none', due: null }, { kind: 'none' })).toBe(false);
    expect(sameValue(null, { kind: 'none' })).toBe(false);
    expect(sameValue(0, false)).toBe(false);
  });
});

describe('what the tablet shows', () => {
  test('is hers over what the server has, without a conflict until the endpoint says so', () => {
    const base = recordOf(create, set('theirs', 'yellow', ['made'], 'level', bo));
    const shown = overlay(base, [set('mine', 'red', ['made'])], ruleOf)!;
    expect(fieldOf(shown, 'level')).toBe('red');
    expect(openConflicts(shown)).toEqual([]);
  });

  test('is the row where it already holds her change, or a value that has seen it (rule 10)', () => {
    const mine = set('mine', 'red', ['made']);
    const conflict = recordOf(create, set('theirs', 'yellow', ['made']), mine);
    expect(overlay(conflict, [mine], ruleOf)).toEqual(conflict);
    const seen = recordOf(create, set('theirs', 'yellow', ['mine'], 'level', bo));
    expect(fieldOf(overlay(seen, [mine], ruleOf)!, 'level')).toBe('yellow');
  });

  test('keeps an open conflict open until she chooses', () => {
    const base = recordOf(create, set('a', 'yellow', ['made']), set('b', 'red', ['made']));
    expect(alternatives(overlay(base, [set('plain', 'grey', ['a'])], ruleOf)!)).toEqual(['red']);
    expect(openConflicts(overlay(base, [set('choice', 'red', ['a', 'b'])], ruleOf)!)).toEqual([]);
  });

  test('is the same in whatever order her parked and pending changes are found', () => {
    const mine = [create, set('a', 'yellow', ['made']), set('b', 'red', ['a']), set('c', 'grey', ['b'])];
    for (const order of permutations(mine)) {
      expect(fieldOf(overlay(undefined, order, ruleOf)!, 'level')).toBe('grey');
    }
    const base = recordOf(create, set('theirs', 'blue', ['made'], 'level', bo));
    for (const order of permutations(mine.slice(1))) {
      expect(fieldOf(overlay(base, order, ruleOf)!, 'level')).toBe('grey');
    }
  });

  test('takes a change once that is both parked and pending', () => {
    const [a, b] = [set('a', 'yellow', ['made']), set('b', 'red', ['a'])];
    const elsewhere = set('c', 'grey', ['a']);
    const shown = overlay(recordOf(create), [b, elsewhere, a, b], ruleOf)!;
    expect(fieldOf(shown, 'level')).toBe('red');
    expect(openConflicts(shown)).toEqual([]);
  });

  test('is nothing where only an edit is left of a record whose place she has lost', () => {
    expect(overlay(undefined, [set('a', 'yellow', ['made'])], ruleOf)).toBeUndefined();
    expect(overlay(undefined, [], ruleOf)).toBeUndefined();
    expect(overlay(undefined, [create], ruleOf)?.id).toBe('object');
  });

  test('is the later end, hers or the server’s', () => {
    const base = recordOf(create, set('a', '10:00', [], 'ended'));
    expect(fieldOf(overlay(base, [set('b', '09:00', [], 'ended')], ruleOf)!, 'ended')).toBe('10:00');
    expect(fieldOf(overlay(base, [set('b', '10:30', [], 'ended')], ruleOf)!, 'ended')).toBe('10:30');
  });
});

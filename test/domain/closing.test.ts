import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Closing, closedBy } from '#domain/closing.ts';
import { addDays } from '#domain/day.ts';
import { outsideId } from '#domain/id.ts';
import { InstitutionKind } from '#domain/institution.ts';

const closing = (name: string, kinds: Closing['kinds'], from: string, to: string): Closing => ({
  id: outsideId('closing', name),
  name,
  kinds,
  from,
  to,
});
const autumn = closing('Efterårsferie', ['folkeskole'], '2026-10-12', '2026-10-16');
const eve = closing('Juleaften', ['*'], '2026-12-24', '2026-12-24');
const kinds = InstitutionKind.options;
const at = (kind: InstitutionKind, number = '849001') => ({ number, kind });

describe('what closes a place', () => {
  test('a holiday of the schools closes schools, first and last day included, and no daycare', () => {
    expect(closedBy('2026-10-11', at('folkeskole'), [autumn])).toBeUndefined();
    expect(closedBy('2026-10-12', at('folkeskole'), [autumn])).toEqual({ closing: autumn });
    expect(closedBy('2026-10-16', at('folkeskole'), [autumn])).toEqual({ closing: autumn });
    expect(closedBy('2026-10-17', at('folkeskole'), [autumn])).toBeUndefined();
    expect(closedBy('2026-10-14', at('dagpleje'), [autumn])).toBeUndefined();
  });

  test.each(kinds)('a closing of every kind closes %s', (kind) => {
    expect(closedBy('2026-12-24', at(kind), [autumn, eve])).toEqual({ closing: eve });
  });

  test.each(kinds)('a closing of one place closes that %s and no other', (kind) => {
    const temadag = { ...closing('Temadag', [], '2026-12-01', '2026-12-01'), places: ['849002'] };
    expect(closedBy('2026-12-01', at(kind, '849002'), [temadag])).toEqual({ closing: temadag });
    expect(closedBy('2026-12-01', at(kind, '849001'), [temadag])).toBeUndefined();
    expect(closedBy('2026-12-02', at(kind, '849002'), [temadag])).toBeUndefined();
  });

  test.each(kinds)('a public holiday closes %s without any closing on the list', (kind) => {
    expect(closedBy('2026-12-25', at(kind), [])).toEqual({ holiday: 'christmas' });
  });

  test('on a public holiday within a school holiday the public holiday is named', () => {
    const winter = closing('Juleferie', ['folkeskole'], '2026-12-21', '2027-01-01');
    expect(closedBy('2027-01-01', at('folkeskole'), [winter])).toEqual({ holiday: 'newYear' });
  });

  test('a closing closes exactly its own days and kinds, over every change of clocks', () => {
    const days = fc.integer({ min: 0, max: 365 * 41 }).map((count) => addDays('2000-01-01', count));
    fc.assert(
      fc.property(
        days,
        fc.nat(400),
        fc.integer({ min: -30, max: 430 }),
        fc.subarray(kinds, { minLength: 1 }),
        fc.constantFrom(...kinds),
        (from, length, offset, closed, kind) => {
          const day = addDays(from, offset);
          const some = closing('Lukket', closed, from, addDays(from, length));
          const by = closedBy(day, at(kind), [some]);
          if (by && 'holiday' in by) return;
          expect(by !== undefined).toBe(offset >= 0 && offset <= length && closed.includes(kind));
        },
      ),
    );
  });
});

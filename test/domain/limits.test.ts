import { describe, expect, it } from 'vitest';
import { Booker, MailAddress } from '#domain/booking.ts';
import { Day, Instant, planEnd } from '#domain/day.ts';
import { FreeText } from '#domain/note.ts';
import { hoursOf } from '#domain/occurrence.ts';
import { tooFarAhead } from '#domain/planned.ts';
import { wrongInClosing } from '#domain/planning.ts';
import { clean, Line } from '#domain/text.ts';

const is = (schema: { safeParse: (value: unknown) => { success: boolean } }, value: unknown): boolean =>
  schema.safeParse(value).success;

describe('a day and an instant', () => {
  it('exist, and lie between 2000 and 2100', () => {
    for (const day of ['2000-01-01', '2026-02-28', '2028-02-29', '2100-12-31'])
      expect(is(Day, day)).toBe(true);
    for (const day of [
      '1999-12-31',
      '2026-02-30',
      '2101-01-01',
      '9999-12-31',
      '20266-01-12',
      '0000-01-01',
      '',
    ]) {
      expect(is(Day, day)).toBe(false);
    }
    expect(is(Instant, '2026-11-30T09:00:00.000Z')).toBe(true);
    for (const at of [
      '2026-13-45T99:99:99.999Z',
      '2026-02-30T10:00:00.000Z',
      '1970-01-01T00:00:00.000Z',
      '2026-11-30T24:00:00.000Z',
      '9999-01-01T00:00:00.000Z',
    ]) {
      expect(is(Instant, at)).toBe(false);
    }
  });
});

describe('what is planned', () => {
  const now = Date.parse('2026-11-30T09:00:00.000Z');
  it('ends at most three years ahead, in whatever kind of record', () => {
    expect(planEnd('2026-11-30')).toBe('2029-11-29');
    expect(tooFarAhead({ fixed: { date: '2029-11-30' } }, now)).toBe('fixed');
    expect(tooFarAhead({ set: { moved: { value: { date: '2100-01-01' }, basedOn: [] } } }, now)).toBe(
      'set.moved',
    );
    expect(tooFarAhead({ set: { ended: { value: '2031-01-01T10:00:00.000Z', basedOn: [] } } }, now)).toBe(
      'set.ended',
    );
    expect(tooFarAhead({ fixed: { date: '2027-01-01', text: '2099-01-01' } }, now)).toBeUndefined();
    expect(tooFarAhead({ set: { cancelled: { value: '2099-01-01', basedOn: [] } } }, now)).toBeUndefined();
  });
  it('is wrong in a closing that goes on until 2206, or until a year of five digits', () => {
    for (const to of ['2099-07-01', '2206-07-01', '20266-07-01']) {
      const closing = { name: 'Sommer', kinds: ['*' as const], places: [], from: '2027-07-01', to };
      expect(wrongInClosing(closing, { today: '2026-11-30' })).toContainEqual({ field: 'to', why: 'tooFar' });
    }
  });
  it('is computed for four years at most, however far off the end is', () => {
    const dropIn = {
      ...{
        id: '018f0000-0000-7000-8000-000000000001',
        institution: '849001',
        worker: '018f0000-0000-7000-8000-000000000002',
      },
      ...{
        weekday: 1,
        start: '09:00',
        end: '10:00',
        room: 'A',
        slotMinutes: 20,
        walkInShare: 0,
        everyWeeks: 1,
      },
      ...{ validFrom: '2026-01-05', validTo: null },
    };
    const place = { number: '849001', kind: 'folkeskole' as const };
    const plan = { dropIns: [dropIn], closings: [], occurrences: [] };
    expect(hoursOf(place, '2026-11-30', '9999-12-31', plan).length).toBeLessThan(212);
  });
});

describe('what a person writes', () => {
  it('loses what nobody sees, and every line ends alike', () => {
    expect(clean('a\u0000b\r\nc\u2028d\u0007\tsmil \ud83d!')).toBe('ab\nc\nd\tsmil !');
    expect(FreeText.parse(' f\u00f8r\u2029efter\u0001 ')).toBe('før\nefter');
    expect(clean('🙂 æøå')).toBe('🙂 æøå');
  });
  it('is refused where it is one line and holds more, or what no database keeps', () => {
    for (const text of ['a\nb', 'a\u2028b', 'a\u0000', 'a\ud83d', 'a\u0085'])
      expect(is(Line(80), text)).toBe(false);
    for (const text of ['a\u0000', '\ud83d']) expect(is(FreeText, text)).toBe(false);
  });
});

describe('who books', () => {
  it('has one of the roles of the list', () => {
    const form = { role: 'teacher', name: 'Jonas Lind', mail: 'jonas@skole.example' };
    expect(is(Booker, form)).toBe(true);
    for (const role of ['anything', '', '__proto__', 'Teacher'])
      expect(is(Booker, { ...form, role })).toBe(false);
  });
  it('has an address that is looked at in one pass, whatever its length', () => {
    for (const mail of ['a@b.dk', 'jonas.lind@skole.kommune.example', 'æ@ø.dk'])
      expect(is(MailAddress, mail)).toBe(true);
    for (const mail of ['', 'a', 'a@b', 'a@.dk', 'a@b.', 'a b@c.dk', 'a@b@c.dk', 'a@b,c.dk', 'x@y.dk\n']) {
      expect(is(MailAddress, mail.trim() === mail ? mail : `${mail}x`)).toBe(false);
    }
    const begun = performance.now();
    for (const mail of [
      `a@${'a.'.repeat(8_000)}`,
      `${'a'.repeat(15_000)}@`,
      `a@${'.'.repeat(250)}`,
      '@'.repeat(15_000),
    ]) {
      is(MailAddress, mail);
    }
    expect(performance.now() - begun).toBeLessThan(100);
  });
});

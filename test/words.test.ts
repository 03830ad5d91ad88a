// @vitest-environment happy-dom

import { afterEach, describe, expect, it } from 'vitest';
import { da as coordinatorDa } from '#coordinator/words/da.ts';
import { en as coordinatorEn } from '#coordinator/words/en.ts';
import { da as kitDa } from '#kit/words/da.ts';
import { wordFor } from '#kit/words/da-lists.ts';
import { en as kitEn } from '#kit/words/en.ts';
import { dayShort, dayTitle, dayWithWeek, momentText, timeOf, timeText } from '#kit/words/format.ts';
import { language, setLanguage, setLanguageAsBefore } from '#kit/words/language.ts';
import { keysFor, valueText } from '#kit/words/value.ts';
import { words } from '#kit/words/words.ts';
import { da as tabletDa } from '#tablet/words/da.ts';
import { en as tabletEn } from '#tablet/words/en.ts';

const da = { ...kitDa, ...tabletDa, log: coordinatorDa };
const en = { ...kitEn, ...tabletEn, log: coordinatorEn };

/** Every text of a dictionary by its path, functions by their number of parameters. */
const leaves = (part: object, path = ''): [string, string | number][] =>
  Object.entries(part).flatMap(([key, value]): [string, string | number][] => {
    if (typeof value === 'object') return leaves(value, `${path}${key}.`);
    return [[path + key, typeof value === 'function' ? value.length : value]];
  });

afterEach(() => setLanguage('da'));

describe('the dictionaries', () => {
  it('have the same words with the same parameters, and none is left empty but where a date speaks for itself', () => {
    const [danish, english] = [leaves(da), leaves(en)];
    expect(english.map(([path]) => path).toSorted()).toEqual(danish.map(([path]) => path).toSorted());
    const parameters = Object.fromEntries(danish.filter(([, leaf]) => typeof leaf === 'number'));
    expect(Object.fromEntries(english.filter(([, leaf]) => typeof leaf === 'number'))).toEqual(parameters);
    const empty = [...danish, ...english].filter(([, leaf]) => leaf === '').map(([path]) => path);
    expect(new Set(empty)).toEqual(new Set(['lists.followUpMade.date']));
  });

  it('are really two languages', () => {
    const danish = Object.fromEntries(leaves(da));
    const same = leaves(en).filter(
      ([path, leaf]) => typeof leaf === 'string' && leaf.includes(' ') && danish[path] === leaf,
    );
    expect(same).toEqual([]);
  });

  it('say one and many in Danish', () => {
    expect([da.clock.left(1), da.clock.left(2)]).toEqual(['1 dag tilbage', '2 dage tilbage']);
    expect(da.errors.summary(1)).toBe('Ret 1 felt for at komme videre');
    expect(da.lock.wrong(1)).toBe('Forkert kode. 1 forsøg tilbage.');
  });

  it('show the key of a newer list that has no word here, also one named like a method', () => {
    expect(wordFor(da.lists.theme, 'absence')).toBe('Fravær');
    expect(wordFor(da.lists.theme, 'skolevægring')).toBe('skolevægring');
    expect(wordFor(da.lists.theme, 'toString')).toBe('toString');
  });
});

describe('dates and times', () => {
  it('are written as Danes write them, in Copenhagen, with the week where it matters', () => {
    expect(timeOf('2026-11-24T08:30:00.000Z')).toBe('09.30');
    expect(timeOf('2026-07-24T08:30:00.000Z')).toBe('10.30');
    expect(timeText('09:30')).toBe('09.30');
    expect(dayTitle('2026-11-24')).toBe('Tirsdag 24. november');
    expect(dayWithWeek('2026-12-22')).toBe('tirsdag 22. december (uge 52)');
    expect(dayWithWeek('2027-01-01')).toBe('fredag 1. januar (uge 53)');
    expect(dayShort('2026-11-24')).toBe('24.11');
    expect(momentText('2026-11-24T08:30:00.000Z', '2026-11-24')).toBe('24.11 kl. 09.30');
  });
});

describe('switching the language', () => {
  it('changes words, dates and lang, and is remembered on this device', async () => {
    await setLanguage('en');
    expect(words().act.finish).toBe('Finish and save');
    expect(document.documentElement.lang).toBe('en');
    expect(dayWithWeek('2026-12-22')).toBe('Tuesday 22 December (week 52)');
    await setLanguage('da');
    expect(words().act.finish).toBe('Afslut og gem');
    await setLanguage('en');
    await setLanguageAsBefore();
    expect(language()).toBe('en');
  });
});

describe('values of fields', () => {
  it.each([
    ['role', 'teacher', 'Lærer'],
    ['minutes', 14, '14 min'],
    ['level', null, 'Ikke udfyldt'],
    ['complete', true, 'ja'],
    ['actedOn', '2026-12-01', '01.12.2026'],
    ['ended', '2026-11-24T10:00:00.000Z', '24.11 kl. 11.00'],
    ['followUp', { kind: 'week2', due: '2026-12-08' }, '2 uger – tirsdag 8. december (uge 50)'],
    ['followUp', { kind: 'date', due: '2026-12-08' }, 'tirsdag 8. december (uge 50)'],
    ['followUp', { kind: 'none', due: null }, 'Ingen'],
    ['somethingNew', 'x', 'x'],
  ])('%s %j reads as people say it', (field, value, text) => {
    expect(valueText(field, value)).toBe(text);
  });

  it('finds the keys behind what someone types', () => {
    expect(keysFor('fravær')).toEqual(['absence']);
    expect(keysFor('SAMTALE')).toEqual(['parentTalk', 'childTalk']);
    expect(keysFor('  ')).toEqual([]);
  });
});

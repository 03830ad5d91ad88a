import { v4, v7 } from 'uuid';
import { expect, test } from 'vitest';
import { Id, idsFrom, outsideId, plannedSessionId } from '#domain/id.ts';

test('two tablets name a planned session alike, and another day or hour otherwise', () => {
  const hour = outsideId('dropIn', '849003 1 08:30');
  expect(plannedSessionId(hour, '2026-11-23')).toBe(plannedSessionId(hour, '2026-11-23'));
  expect(plannedSessionId(hour, '2026-11-30')).not.toBe(plannedSessionId(hour, '2026-11-23'));
  expect(plannedSessionId(outsideId('dropIn', '849004 1 10:30'), '2026-11-23')).not.toBe(
    plannedSessionId(hour, '2026-11-23'),
  );
});

test('a name that comes from outside always has the same id, and never that of another kind', () => {
  // Pinned: databases and tablets in use know people and sessions by these.
  expect(outsideId('person', 'raadgiver-vest')).toBe('6558e736-f1c4-58e3-99b8-4cc76fe6c50e');
  expect(plannedSessionId(outsideId('dropIn', '849003 1 08:30'), '2026-11-23')).toBe(
    'f0b78888-07c5-54eb-8864-ec094a21051d',
  );
  expect(outsideId('institution', '849003')).not.toBe(outsideId('person', '849003'));
});

const made = () => v7({ msecs: 0 });

test('ids are UUIDs of version 7 or 5 in lower case', () => {
  expect(Id.safeParse(made()).success).toBe(true);
  expect(Id.safeParse(outsideId('person', 'x')).success).toBe(true);
  for (const wrong of [v4(), made().toUpperCase(), made().slice(1), `${made()} `, ''])
    expect(Id.safeParse(wrong).success).toBe(false);
});

test('ids come in the order made, where the clock runs, stands still and is set back', () => {
  const times = [5, 5, 5, 9, 9, 3, 3, 10];
  const makeId = idsFrom(() => times.shift()!);
  const ids = Array.from({ length: 8 }, makeId);
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(8);
});

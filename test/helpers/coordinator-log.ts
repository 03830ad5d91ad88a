import type { LogLine, LogPage } from '#api/client/log.ts';

/** People of a made-up municipality. */
export const lene = {
  id: '018f0000-0000-7000-8000-000000000001',
  name: 'Lene Dahl',
  initials: 'LD',
  title: 'Koordinator',
  role: 'coordinator',
} as const;
export const mette = {
  ...lene,
  id: '018f0000-0000-7000-8000-000000000002',
  name: 'Mette Holm',
  role: 'worker',
} as const;

/** A line of the log, as the endpoint sends it. */
export const logLine = (id: string, more: Partial<LogLine> = {}): LogLine => ({
  id,
  day: '2026-11-24',
  started: '2026-11-24T08:30:00.000Z',
  institution: '100001',
  institutionName: 'Bøgeskolen',
  worker: 'Mette Holm',
  role: 'teacher',
  minutes: 14,
  themes: ['absence', 'homeConflict'],
  actionsTaken: ['sparring'],
  followUp: { kind: 'week1', due: '2026-12-01' },
  assessment: 'noGroundNow',
  concern: null,
  complete: true,
  status: 'new',
  seen: 3,
  conflicts: 0,
  annulled: false,
  receivedAt: '2026-11-24T08:47:00.000Z',
  ...more,
});

/** The first page of a log of these lines. */
export const logPage = (lines: LogLine[], more: Partial<LogPage> = {}): LogPage => ({
  lines,
  total: lines.length,
  counts: { review: lines.length, acute: 0, missing: 0, question: 0, overdue: 0, week: 0, all: lines.length },
  next: null,
  today: '2026-11-24',
  fourWeekDays: 28,
  institutions: [{ number: '100001', name: 'Bøgeskolen' }],
  workers: [{ id: mette.id, name: 'Mette Holm' }],
  unreadable: 0,
  missing: [],
  ...more,
});

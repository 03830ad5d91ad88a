import type { Day, Instant, WallTime } from '#domain/day.ts';
import { zone } from '#domain/day.ts';
import { clean } from '#domain/text.ts';

/** One entry of a calendar: wall time in Copenhagen, nothing about anybody but the worker. */
export interface CalendarEntry {
  /** Stable for as long as the entry lives. */
  uid: string;
  /** Raised with every change. */
  sequence: number;
  /** When it was last changed. */
  stamp: Instant;
  date: Day;
  start: WallTime;
  end: WallTime;
  title: string;
  location: string;
  /** A link for its reader. */
  url?: string;
  cancelled?: boolean;
  /** Why it is not held. */
  reason?: string;
}

interface Calendar {
  /** PUBLISH tells, REQUEST puts into its reader's calendar, CANCEL takes back (RFC 5546). */
  method: 'PUBLISH' | 'REQUEST' | 'CANCEL';
  /** Of one that is subscribed to: its name, and it is asked for again each hour. Its hours make their reader not busy. */
  feed?: { name: string };
  /** Mail address of the sender, where the calendar is one. */
  organizer?: string;
  /** Mail address of the one whose time it is; she has said yes by booking. */
  attendee?: string;
}

/** The rule since 1996; older times do not occur here. */
const zoneLines = [
  'BEGIN:VTIMEZONE',
  `TZID:${zone}`,
  'BEGIN:DAYLIGHT',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'TZNAME:CEST',
  'DTSTART:19960331T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'TZNAME:CET',
  'DTSTART:19961027T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/** Text as a value (RFC 5545, 3.3.11). It is cleaned, so that nothing stored before its rule was made ends a line. */
const escaped = (text: string): string =>
  clean(text).replaceAll('\\', '\\\\').replaceAll(';', '\\;').replaceAll(',', '\\,').replaceAll('\n', '\\n');
const local = (day: Day, time: WallTime): string => `${day.replaceAll('-', '')}T${time.replace(':', '')}00`;
const utc = (instant: Instant): string => `${instant.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

/** A line is at most 75 octets; what is longer goes on behind a line break and a space, never inside a character (RFC 5545, 3.1). */
function folded(line: string): string {
  let out = '';
  let octets = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > 75) {
      out += '\r\n ';
      octets = 1;
    }
    out += character;
    octets += size;
  }
  return out;
}

/** Reason and link, each on a line. */
const describe = ({ reason, url }: CalendarEntry): string => [reason, url].filter(Boolean).join('\n');

const entryLines = (entry: CalendarEntry, { feed, organizer, attendee }: Calendar): string[] => [
  'BEGIN:VEVENT',
  `UID:${entry.uid}`,
  `SEQUENCE:${entry.sequence}`,
  `DTSTAMP:${utc(entry.stamp)}`,
  `DTSTART;TZID=${zone}:${local(entry.date, entry.start)}`,
  `DTEND;TZID=${zone}:${local(entry.date, entry.end)}`,
  `SUMMARY:${escaped(entry.title)}`,
  `LOCATION:${escaped(entry.location)}`,
  ...(describe(entry) ? [`DESCRIPTION:${escaped(describe(entry))}`] : []),
  ...(entry.url ? [`URL:${entry.url}`] : []),
  `STATUS:${entry.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
  ...(organizer ? [`ORGANIZER;CN=Træffetid:mailto:${organizer}`] : []),
  ...(attendee ? [`ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:${attendee}`] : []),
  ...(feed ? ['TRANSP:TRANSPARENT'] : []),
  'CLASS:PUBLIC',
  'END:VEVENT',
];

/** How a program that subscribes names it, and how often it looks: RFC 7986, and what older programs read. */
const feedLines = ({ feed }: Calendar): string[] =>
  feed
    ? [
        `X-WR-CALNAME:${escaped(feed.name)}`,
        `NAME:${escaped(feed.name)}`,
        'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
        'X-PUBLISHED-TTL:PT1H',
      ]
    : [];

/** A calendar as text (RFC 5545). Recurring hours are single entries: every program agrees on what those mean. */
export const calendarText = (entries: readonly CalendarEntry[], calendar: Calendar): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Traeffetid//Traeffetid//DA',
    'CALSCALE:GREGORIAN',
    `METHOD:${calendar.method}`,
    ...feedLines(calendar),
    ...zoneLines,
    ...entries.flatMap((entry) => entryLines(entry, calendar)),
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('');

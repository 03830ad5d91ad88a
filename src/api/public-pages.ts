import type { BookingState } from '#domain/booking.ts';
import type { Day, WallTime } from '#domain/day.ts';

/** What the endpoint hands to the pages and mails for bookers; their words belong to src/guest alone. */
export type BookingLanguage = 'da' | 'en';

export interface PlaceView {
  name: string;
  municipality: string;
  /** Of the workers, as the municipality calls them. */
  title: string;
  /** `/b/brovst-skole-7KQ4XW` */
  path: string;
  demo: boolean;
  /** The number to ring; `who` answers it and may be empty. Null where no number is known. */
  call: { phone: string; who: string } | null;
}

/** One slot. `tid` names it in links and forms. */
export interface TimeView {
  tid: string;
  date: Day;
  start: WallTime;
  end: WallTime;
  room: string;
  worker: string;
}

export interface HourView {
  date: Day;
  start: WallTime;
  end: WallTime;
  room: string;
  worker: string;
}

/** A booking as its owner sees it. */
export interface BookedView {
  /** `/b/t/…`, its owner's secret link. */
  path: string;
  date: Day;
  start: WallTime;
  end: WallTime;
  room: string;
  worker: string;
  role: string;
  name: string;
  mail: string | null;
  theme: string | null;
  state: BookingState;
  wantsEarlier: boolean;
  /** Whether it has begun: then nothing can be changed any more. */
  past: boolean;
}

export interface BookerForm {
  role: string;
  name: string;
  mail: string;
}
export type BookerField = keyof BookerForm;

interface AtPlace {
  place: PlaceView;
  /** Today in Copenhagen. */
  today: Day;
}

/** A slot that was asked for: another booking has it, it has begun, or its hour is not held (any more). */
export interface Missed {
  start: WallTime;
  why: 'taken' | 'past' | 'off';
}

export interface BookPage extends AtPlace {
  type: 'book';
  times: TimeView[];
  now: HourView | null;
  /** The slot to be confirmed, and what has been typed. */
  chosen: TimeView | null;
  /** The slot that was asked for and is not free. */
  missed: Missed | null;
  /** UUID of this intention: sent again, it finds the same booking. */
  request: string;
  form: BookerForm;
  wrong: BookerField[];
  /** The booker is on the list of those who are told of the next free time. */
  waiting: boolean;
  /** Last part of the place's calendar feed. */
  feed: string;
}

export interface BookingPage extends AtPlace {
  type: 'booking';
  booking: BookedView;
  /** What has just been done. */
  done: 'booked' | 'moved' | 'cancelled' | 'saved' | null;
  /** What the booker is about to do. */
  asks: 'move' | 'cancel' | null;
  times: TimeView[];
  chosen: TimeView | null;
  missed: Missed | null;
}

export interface HerePage extends AtPlace {
  type: 'here';
  now: HourView | null;
  next: HourView | null;
  request: string;
  /** After checking in: how many came before and still wait. */
  before: number | null;
}

/** A fixed hour as it is written on a door. */
export interface FixedHour {
  /** ISO weekday. */
  weekday: number;
  everyWeeks: number;
  start: WallTime;
  end: WallTime;
  room: string;
  worker: string;
  /** Of one slot. */
  minutes: number;
}

/** What a notice about a place's hours tells. */
export interface NoticeView {
  place: string;
  title: string;
  hours: readonly FixedHour[];
  url: string;
}

export interface PosterPage extends AtPlace {
  type: 'poster';
  hours: FixedHour[];
  minutes: number | null;
  bookUrl: string;
  hereUrl: string;
  feedUrl: string;
}

export type PageView =
  | BookPage
  | BookingPage
  | HerePage
  | PosterPage
  | { type: 'retired' | 'unknown' | 'noBooking' }
  | { type: 'tooMany'; seconds: number }
  /** The endpoint failed; its log knows the reference. */
  | { type: 'fault'; reference: string };

/** Content-free by construction: time, place, worker and links; never a theme, a role or a name of a child. */
export interface MailView {
  type: 'receipt' | 'moved' | 'cancelled' | 'reminder' | 'mustMove' | 'standsAgain' | 'freed' | 'freedList';
  place: string;
  municipality: string;
  /** The number to ring, because answers to a mail are not read. */
  call: PlaceView['call'];
  worker: string;
  room: string;
  date: Day;
  start: WallTime;
  end: WallTime;
  /** The reader's own link; without a booking, the place's. */
  url: string;
}

/** What src/guest/render exports: `frame` is the built page around every page. */
export interface BookingModule {
  textsWith: (frame: string) => BookingTexts;
}

/** The interface's part of the public pages, built from src/guest and handed to the endpoint. */
export interface BookingTexts {
  /** A whole page, ready to be sent. */
  page: (view: PageView, language: BookingLanguage) => string;
  mail: (view: MailView, language: BookingLanguage) => { subject: string; text: string };
  /** A notice to be copied into another program. */
  notice: (view: NoticeView, language: BookingLanguage) => string;
  /** Title of a booking and of an hour in a calendar. */
  entry: (
    what: 'booking' | 'hour',
    of: { place: string; worker: string; cancelled: boolean },
    language: BookingLanguage,
  ) => string;
}

/** What the endpoint hands to the public pages and their mails; they have no other way to its data. */
export type {
  BookerField,
  BookingLanguage,
  BookingPage,
  BookingTexts,
  BookPage,
  FixedHour,
  HerePage,
  MailView,
  NoticeView,
  PageView,
  PlaceView,
  PosterPage,
  TimeView,
} from '../public-pages.ts';
